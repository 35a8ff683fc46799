import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import functionsPackage from '../../functions/package.json';
import { installLinked, link, type Packed } from '../../tools/packageCheck/packed';
import { run } from '../../tools/packageCheck/run';
import type { App } from './app';

/** The region of the app, which Firestreak's functions and databases share. */
export const region = 'europe-west1';

/** Two instances with programs of their own. */
export const instances = ['reading', 'fitness'] as const;

export type Instance = (typeof instances)[number];

/** Parameters of an instance, as the CLI asks for them. */
const parameters = (instance: Instance) => ({
  FUNCTION_DEFAULT_REGION: region,
  FIRESTORE_DATABASE_ID: instance,
  DATABASE_LOCATION: region,
  APP_URL: 'https://alinea.example.org',
});

/** As docs/deploy.md has it: instances share the index, each chooses its program. */
const index = `
import { fitness, languageCourse, useProgram } from 'firestreak/program';

useProgram(process.env.FIREBASE_KIT_INSTANCE_ID === 'fitness' ? fitness : languageCourse);
`;

/** Adds Firestreak to an app by the steps of docs/deploy.md. */
export async function addFirestreak(app: App, archive: Packed): Promise<void> {
  const source = join(app.directory, 'function-kits/firestreak/source');
  const envs = Object.fromEntries(instances.map((id) => [id, parameters(id)]));
  const installer = join(__dirname, 'installKit.js');
  await run(process.execPath, [installer, app.projectId, JSON.stringify(envs)], app.directory);
  await installLinked(archive, 'firestreak', source);
  await link(['@types/node', 'typescript'], source);
  await saveDependencies(join(source, 'package.json'));
  const file = join(source, 'src/index.ts');
  await writeFile(file, (await readFile(file, 'utf8')) + index);
  await writeFile(join(source, '.secret.local'), secrets);
  await run('npm', ['run', 'build'], source);
}

/** Has the app's own functions log to the instance `reading`, by the program of docs/deploy.md. */
export async function logFromServer(app: App, archive: Packed): Promise<void> {
  const functions = join(app.directory, 'functions');
  const program = 'lessonStreaks.ts';
  await cp(join(app.directory, 'with-firestreak', program), join(functions, 'src', program));
  const index = join(functions, 'src/index.ts');
  const own = await readFile(index, 'utf8');
  await writeFile(index, `${own}\nexport * from './lessonStreaks';\n`);
  await installLinked(archive, 'firestreak', functions);
  const file = join(functions, 'package.json');
  const saved = JSON.parse(await readFile(file, 'utf8')) as { dependencies: object };
  const dependencies = { ...saved.dependencies, firestreak: `^${functionsPackage.version}` };
  await writeFile(file, JSON.stringify({ ...saved, dependencies }, null, 2));
  await run('npm', ['run', 'build'], functions);
}

/** For the emulators, which would look for them in the Secret Manager. */
const secrets = `SENDGRID_API_KEY=SG.none
SENDGRID_WEBHOOK_KEYS=none
UNSUBSCRIBE_SIGNING_KEYS=local
`;

/** As npm saves them for the CLI: the emulators refuse a codebase that does not name these. */
async function saveDependencies(file: string): Promise<void> {
  const saved = JSON.parse(await readFile(file, 'utf8')) as object;
  const { dependencies: versions } = functionsPackage;
  const dependencies = {
    firestreak: `^${functionsPackage.version}`,
    'firebase-functions': versions['firebase-functions'],
    'firebase-admin': versions['firebase-admin'],
  };
  await writeFile(file, JSON.stringify({ ...saved, dependencies }, null, 2));
}
