import { access, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { runCommand } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { packed } from '../packageCheck/packed';
import { run } from '../packageCheck/run';

const usage = `Usage: npm run tool -- add-to-app

Adds Firestreak to a copy of examples/existing-app as docs/deploy.md says for a package that is not on npm: with the
files that it shows, npm install from npm, and firebase functions:kits:install. Prints what the CLI says would be
deployed, and fails when anything else in the app has changed. It downloads, so it is no part of npm test; what an
app can do with two instances is tested by test/existingApp.`;

const source = 'function-kits/firestreak/source';
const index = `export * from 'firestreak';

import { languageCourse, useProgram } from 'firestreak/program';

useProgram(languageCourse);
`;

/** What firebase.json has of functions, and all else. */
interface Config {
  readonly functions: object | readonly object[];
  readonly [entry: string]: unknown;
}

/** Rules and indexes of a database, as paths below the app. */
interface Files {
  readonly rules: string;
  readonly indexes: string;
}

async function main(): Promise<void> {
  const app = await mkdtemp(join(tmpdir(), 'firestreak-app-'));
  const { directory, archive } = await packed('functions');
  try {
    await cp(join(repository, 'examples/existing-app'), app, { recursive: true });
    const before = await configOf(app);
    await mkdir(join(app, source, 'src'), { recursive: true });
    await cp(archive, join(app, source, 'firestreak.tgz'));
    const docs = await readFile(join(repository, 'docs/deploy.md'), 'utf8');
    await writeFile(join(app, source, 'package.json'), blockWith('"firestreak-wrapper"', docs));
    await writeFile(join(app, source, 'tsconfig.json'), blockWith('"compilerOptions"', docs));
    await writeFile(join(app, source, 'src/index.ts'), index);

    const cli = join(repository, 'node_modules/firebase-tools/lib/bin/firebase.js');
    const options = ['--project', 'demo-alinea', '--non-interactive', '--no-configure'];
    const install = ['functions:kits:install', '--directory', source, ...options];
    // The CLI wants somebody to have logged in. Google refuses this token, by which the CLI asks for titles of
    // roles only: it then prints their names.
    const printed = await run(process.execPath, [cli, ...install], app, { FIREBASE_TOKEN: 'none' });
    process.stdout.write(printed);

    const after = await configOf(app);
    const [own, kit] = [after.functions].flat();
    if (!isDeepStrictEqual({ ...after, functions: own }, before) || kit === undefined) {
      throw new Error(`firebase.json has changed: ${JSON.stringify(after, null, 2)}`);
    }
    const { firestore } = JSON.parse(blockWith('"database"', docs)) as { firestore: Files[] };
    for (const { rules, indexes } of firestore) {
      for (const file of [rules, indexes]) await access(join(app, file));
    }
    process.stdout.write(
      '\nNothing else in firebase.json has changed; rules and indexes are there.\n',
    );
  } finally {
    for (const each of [app, directory]) await rm(each, { recursive: true, force: true });
  }
}

/** A block of JSON in a page that contains a text. @throws Error when none does */
function blockWith(text: string, page: string): string {
  const blocks = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, block = '']) => block);
  const found = blocks.find((block) => block.includes(text));
  if (found === undefined) throw new Error(`docs/deploy.md shows no JSON with ${text}.`);
  return found;
}

async function configOf(app: string): Promise<Config> {
  return JSON.parse(await readFile(join(app, 'firebase.json'), 'utf8')) as Config;
}

runCommand(usage, main);
