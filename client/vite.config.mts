import { defineConfig } from 'vite';

/** One ES module; Firebase is the app's own, and all that comes from the server is types. */
export default defineConfig({
  build: {
    outDir: 'lib',
    target: 'es2022',
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: 'index' },
    rolldownOptions: { external: [/^firebase\//, 'idb'] },
  },
});
