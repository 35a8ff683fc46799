import { fileURLToPath, URL } from 'node:url';
import { build } from 'vite';

/** The client with an app around it and the Firebase SDK, as one script that defines `bare`. */
export async function bundle() {
  const entry = fileURLToPath(new URL('app.ts', import.meta.url));
  const lib = { entry, formats: ['iife'], name: 'bare', fileName: 'bare' };
  const [{ output }] = await build({
    ...{ configFile: false, logLevel: 'silent' },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { lib, write: false, minify: false },
  });
  return output[0].code;
}
