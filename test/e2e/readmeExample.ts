import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../../local/suite/repository';
import type { RunningSuite } from '../../local/suite/runningSuite';
import { DEMO_PASSWORD } from '../../local/suite/seed/demoUser';

/** Runs the README's example in Node, as Dora in a suite. @returns what it printed */
export async function readmeExample({ projectId, ports }: RunningSuite): Promise<string> {
  const readme = readFileSync(join(repository, 'README.md'), 'utf8');
  const example = /```js\n([^]*?)```/.exec(readme)?.[1];
  if (example === undefined) throw new Error('The README has no example in JavaScript.');
  const program = `
    import { initializeApp } from 'firebase/app';
    import * as auth from 'firebase/auth';
    import * as functions from 'firebase/functions';
    initializeApp({ projectId: '${projectId}', apiKey: 'demo' });
    const at = 'http://127.0.0.1:${ports.auth}';
    auth.connectAuthEmulator(auth.getAuth(), at, { disableWarnings: true });
    functions.connectFunctionsEmulator(functions.getFunctions(), '127.0.0.1', ${ports.functions});
    await auth.signInWithEmailAndPassword(auth.getAuth(), 'dora@example.com', '${DEMO_PASSWORD}');
    ${example}
    process.exit();`;
  const file = join(repository, `.cache/${projectId}.mjs`); // where packages are found
  const client = join(repository, '.cache/node_modules/firestreak-client');
  mkdirSync(dirname(client), { recursive: true });
  if (!existsSync(client)) symlinkSync(join(repository, 'client'), client);
  writeFileSync(file, program);
  try {
    return (await promisify(execFile)(process.execPath, [file])).stdout;
  } finally {
    rmSync(file);
  }
}
