import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run';

/** Calls a function that answers as Firebase's do. */
const program = `
import { createServer } from 'node:http';
import { initializeApp } from 'firebase/app';
import { connectFunctionsEmulator, getFunctions } from 'firebase/functions';
import { firestreak } from 'firestreak-client';

const server = createServer((_, response) => {
  response.setHeader('content-type', 'application/json').end('{"result":{"current":3}}');
});
server.listen(0, '127.0.0.1', async () => {
  const functions = getFunctions(initializeApp({ projectId: 'demo-app', apiKey: 'demo' }));
  connectFunctionsEmulator(functions, '127.0.0.1', server.address().port);
  const auth = { currentUser: null, onAuthStateChanged: () => () => undefined };
  const { current } = await firestreak(functions, auth).call.getStreak();
  process.exit(current === 3 ? 0 : 1);
});
`;

/**
 * Bundles an app with the client, and calls a function with it in Node.
 *
 * @param directory of an app with an \`app.ts\` that has installed the client and Firebase
 * @param packages where Vite is installed
 */
export async function callWithClient(directory: string, packages: string): Promise<void> {
  await writeFile(join(directory, 'index.html'), '<script type="module" src="app.ts"></script>');
  await run(process.execPath, [join(packages, 'vite/bin/vite.js'), 'build'], directory);
  await writeFile(join(directory, 'call.mjs'), program);
  await run(process.execPath, ['call.mjs'], directory);
}
