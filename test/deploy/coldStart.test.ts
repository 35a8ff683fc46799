import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { functions } from '../../functions/src/functions';
import { startFirestore } from '../../local/firestore/index';
import { besidePackages, buildFunctions } from '../support/buildFunctions';

/** Packages that are loaded by the first call that needs them, not by every cold start. */
const onFirstUse = [
  '@google-cloud/pubsub',
  '@grpc/grpc-js',
  '@redis/client',
  '@resvg/resvg-wasm',
  '@sendgrid/client',
  '@sendgrid/mail',
  'cockatiel',
  'firebase-admin/lib/messaging',
  'fontkit',
  'google-gax',
  'handlebars',
  'isbot',
  'tlds',
];

/** What is built, in the folder of the packages' parent. */
let lib: string;

beforeAll(() => {
  lib = besidePackages('lib-');
  buildFunctions(lib);
});

afterAll(() => {
  rmSync(lib, { recursive: true });
});

interface Loaded {
  readonly own: readonly string[];
  readonly packages: readonly string[];
}

/** What a process has loaded that asked the built index for these functions: files of ours and of packages. */
function loadedFor(names: readonly string[]): Promise<Loaded> {
  return loadedBy(`
    const built = require(${JSON.stringify(lib)});
    for (const name of ${JSON.stringify(names)}) if (!built[name].__endpoint) throw new Error(name);`);
}

/** What a process has loaded that ran some code, which may wait. */
async function loadedBy(code: string, variables: Record<string, string> = {}): Promise<Loaded> {
  const script = `(async () => { ${code}
    console.log(Object.keys(require.cache).join('\\n')); process.exit(); })();`;
  const projectId = 'demo-load';
  const env = { GCLOUD_PROJECT: projectId, FIREBASE_CONFIG: JSON.stringify({ projectId }) };
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script], {
    env: { ...env, ...variables },
  });
  const files = stdout.trim().split('\n');
  return {
    own: files.filter((file) => file.startsWith(lib)).map((file) => relative(lib, file)),
    packages: files
      .filter((file) => file.includes('node_modules/'))
      .map((file) => file.slice(file.lastIndexOf('node_modules/') + 13)),
  };
}

const isOf = (name: string) => (file: string) => file.startsWith(`${name}/`);

test('to load the index is to load nothing else: functions are made when they are asked for', async () => {
  expect(await loadedFor([])).toEqual({ own: ['index.js'], packages: [] });
});

test('no function loads a library that only some calls need, or a use case, before it is called', async () => {
  const { own, packages } = await loadedFor(Object.keys(functions));
  expect(
    ['firebase-functions', 'firebase-admin', 'zod'].filter((name) => packages.some(isOf(name))),
  ).toHaveLength(3);
  expect(onFirstUse.filter((name) => packages.some(isOf(name)))).toEqual([]);
  const ofSome = /^features\/(?!outages\/)/; // every function goes by the outages
  expect(own.filter((file) => ofSome.test(file))).toEqual([]);
});

test('getStreak loads its edge, and that of no other kind of function', async () => {
  const { own } = await loadedFor(['getStreak']);
  const kinds = ['account', 'callable', 'document', 'https', 'schedule', 'task', 'worker'];
  expect(kinds.filter((kind) => own.includes(`edge/${kind}.js`))).toEqual(['callable']);
  expect(own).not.toContain('platform/administration.js');
  expect(own.length).toBeLessThan(56);
});

test("an app's server declares nothing of the functions, and loads a library when a call needs it", async () => {
  const firestore = await startFirestore();
  try {
    const { own, packages } = await loadedBy(
      `
      const { createServer } = require(${JSON.stringify(join(lib, 'server'))});
      const server = createServer();
      const activity = { activityId: 'a', type: 'quiz_easy_passed', timeZone: 'Europe/Berlin' };
      await server.logActivity('ada', activity);
      await server.getStreak('ada');
      await server.explainStreak('ada');
      await server.getCalendar('ada', { month: new Date().toISOString().slice(0, 7) });
      await server.setTimeZone('ada', { timeZone: 'Europe/Paris' });
      for await (const document of server.exportData('ada')) Object.keys(document);`,
      { FIRESTORE_EMULATOR_HOST: firestore.host },
    );
    expect(own).toContain('features/streaks/logActivity.js');
    const ofFunctions =
      /^(index|deployed|deploy|cloud|app)\.js$|^config\/|^edge\/(callable|gate)\.js$/;
    expect(own.filter((file) => ofFunctions.test(file))).toEqual([]);
    expect(packages.filter(isOf('firebase-functions/lib/params'))).toEqual([]);
    // The SDK loads the first two by its first call; explainStreak says its reasons with the third.
    const needed = ['@grpc/grpc-js', 'google-gax', 'handlebars'];
    const others = onFirstUse.filter((name) => !needed.includes(name));
    expect(others.filter((name) => packages.some(isOf(name)))).toEqual([]);
  } finally {
    await firestore.close();
  }
});
