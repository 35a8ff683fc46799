import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Firestore } from '@google-cloud/firestore';
import { PubSub, v1 } from '@google-cloud/pubsub';
import { type Auth, call, unsignedToken } from '../../local/host/index';
import { repository } from '../../local/suite/repository';
import {
  type LocalPackage,
  type Packed,
  filesIn,
  installLinked,
  link,
  localPackages,
  packed,
} from '../../tools/packageCheck/packed';
import { run } from '../../tools/packageCheck/run';
import { type FirstProgram, writeFirstProgram } from '../../tools/packageCheck/readme';
import { freePort } from '../support/freePort';

const nameOf: Record<LocalPackage, string> = {
  firestore: '@firestreak/local-firestore',
  pubsub: '@firestreak/local-pubsub',
  host: '@firestreak/local-functions',
};

/** What the apps of the READMEs have installed themselves, and types. */
const ofTheApp = [
  ...['@google-cloud/firestore', '@google-cloud/pubsub', 'firebase-admin', 'firebase-functions'],
  '@types/node',
];

/** An app that has installed the packages from their archives, with a folder of each README's program. */
let app: string;
const archives = new Map<LocalPackage, Packed>();
const programs = new Map<LocalPackage, FirstProgram>();
const started: ChildProcess[] = [];

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'firestreak-local-'));
  await writeFile(join(app, 'package.json'), '{"private":true}');
  for (const folder of localPackages) {
    const archive = await packed(`local/${folder}`);
    archives.set(folder, archive);
    await installLinked(archive, nameOf[folder], app);
    await mkdir(join(app, folder));
    const readme = join(app, 'node_modules', nameOf[folder], 'README.md');
    programs.set(folder, await writeFirstProgram(readme, join(app, folder)));
  }
  await link(ofTheApp, app);
});

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  const directories = [...archives.values()].map(({ directory }) => directory);
  for (const each of [app, ...directories]) await rm(each, { recursive: true, force: true });
});

/** Waits for what a command says when it is ready. */
async function startCommand(
  folder: LocalPackage,
  args: readonly string[],
): Promise<{ child: ChildProcess; said: string; host: string }> {
  const installed = join(app, 'node_modules', nameOf[folder]);
  const { bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
    bin: Record<string, string>;
  };
  const [path = ''] = Object.values(bin);
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join(installed, path), ...args], {
    cwd: join(app, folder),
    env: { PATH, HOME },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  while (!/\(ready in \d+ ms\)\n/.test(said)) {
    const [more] = (await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => []),
    ])) as unknown[];
    if (more === undefined) throw new Error(`The command has ended. ${said}`);
  }
  return { child, said, host: /127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '' };
}

/** The code that a command ends with when it is asked to end, as by Ctrl-C. */
async function codeAtEnd(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit') as Promise<unknown[]>;
  child.kill('SIGINT');
  return (await ended)[0];
}

test.each(localPackages)('npm pack builds %s first, and packs what is built', async (folder) => {
  const archive = archives.get(folder);
  if (!archive) throw new Error('It was not packed.');
  const files = await filesIn(archive);
  expect(files).toEqual(expect.arrayContaining(['lib/index.js', 'lib/index.d.ts', 'lib/bin.js']));
  const others = files.filter((file) => !/^lib\/.*\.(js|d\.ts)$/.test(file)).sort();
  expect(others).toEqual(['LICENSE', 'README.md', 'package.json']);
});

test.each(localPackages)("the first program of %s's README prints what it says", async (folder) => {
  const { files, output } = programs.get(folder) ?? { files: [], output: 'no program' };
  const directory = join(app, folder);
  const printed = await run(process.execPath, [files.at(-1) ?? ''], directory, {
    PORT: String(await freePort()),
  });
  // What a function logs is a line of JSON.
  expect(printed.replace(/^\{".*\n/gm, '')).toBe(output);
});

describe('the types', () => {
  const compiler = join(repository, 'node_modules/typescript/bin/tsc');
  const options = ['--strict', '--noEmit', '--target', 'es2023', '--types', 'node'];
  const wrong = `
    import { startFirestore } from '@firestreak/local-firestore';
    import { startHost } from '@firestreak/local-functions';
    import { startPubsub } from '@firestreak/local-pubsub';
    // @ts-expect-error: a number
    void startFirestore({ port: '8080' });
    // @ts-expect-error: a number
    void startPubsub({ port: '8085' });
    // @ts-expect-error: no functions
    void startHost({ projectId: 'demo-shop' });
  `;

  beforeAll(() => writeFile(join(app, 'wrong.ts'), wrong));

  test('hold for Node: the first programs are right, and what is wrong is refused', async () => {
    const files = localPackages.flatMap((folder) =>
      (programs.get(folder)?.files ?? []).map((file) => join(folder, file)),
    );
    const how = ['--module', 'nodenext', '--allowJs', '--checkJs'];
    await run(process.execPath, [compiler, 'wrong.ts', ...files, ...options, ...how], app);
  });

  test('hold for bundlers', async () => {
    const how = ['--module', 'preserve'];
    await run(process.execPath, [compiler, 'wrong.ts', ...options, ...how], app);
  });
});

test('the command of local-firestore serves clients, and refuses a query without an index', async () => {
  const indexes = join(app, 'indexes.json');
  await writeFile(indexes, '{ "indexes": [] }');
  const declared = ['--indexes', indexes, '--indexes', `streaks=${indexes}`];
  const { child, host } = await startCommand('firestore', ['--port', '0', ...declared]);
  const db = new Firestore({ projectId: 'demo-shop', host, ssl: false });
  await db.doc('orders/a').set({ user: 'ada', total: 3 });
  const orders = db.collection('orders');
  expect((await orders.where('user', '==', 'ada').get()).size).toBe(1);
  await expect(orders.where('user', '==', 'ada').orderBy('total').get()).rejects.toThrow(
    'The query requires an index.',
  );
  const streaks = new Firestore({
    projectId: 'demo-shop',
    databaseId: 'streaks',
    host,
    ssl: false,
  });
  const runs = streaks.collection('runs').where('user', '==', 'ada').orderBy('days');
  await expect(runs.get()).rejects.toThrow('The query requires an index.');
  await Promise.all([db.terminate(), streaks.terminate()]);
  expect(await codeAtEnd(child)).toBe(0);
});

test('local-firestore starts in a process of its own, and ends with it', async () => {
  const program = `
    const { spawnFirestore } = require('@firestreak/local-firestore');
    spawnFirestore().then(async (server) => {
      const answer = await fetch('http://' + server.host);
      console.log(await answer.text(), await server.usage());
      await server.close();
    });`;
  const printed = await run(process.execPath, ['-e', program], app);
  expect(printed).toBe('Ok\n { reads: 0, writes: 0, deletes: 0, rpcs: {} }\n');
});

test('the command of local-pubsub serves clients', async () => {
  const { child, host } = await startCommand('pubsub', ['--port', '0']);
  const client = new PubSub({ projectId: 'demo-shop', apiEndpoint: host });
  const config = await client.getClientConfig();
  const subscriber = new v1.SubscriberClient(
    config as ConstructorParameters<typeof v1.SubscriberClient>[0],
  );
  const [topic] = await client.createTopic('orders');
  const [{ name }] = await topic.createSubscription('invoices');
  await topic.publishMessage({ json: { id: 7 } });
  const [{ receivedMessages }] = await subscriber.pull({ subscription: name, maxMessages: 1 });
  expect(String(receivedMessages?.[0]?.message?.data)).toBe('{"id":7}');
  await Promise.all([client.close(), subscriber.close()]);
  expect(await codeAtEnd(child)).toBe(0);
});

describe('the command of local-functions', () => {
  const ada: Auth = { uid: 'ada' };
  const token = unsignedToken('demo-shop', ada, new Date());

  test('runs callables and what follows from their writes', async () => {
    const port = await freePort();
    const functionsHost = `127.0.0.1:${port}`;
    const firestore = await startCommand('firestore', [
      '--port',
      '0',
      '--functions',
      functionsHost,
    ]);
    const { child, said } = await startCommand('host', [
      'functions.mjs',
      ...['--project', 'demo-shop', '--port', String(port), '--firestore', firestore.host],
    ]);
    expect(said).toContain(`Functions on ${functionsHost}`);
    const url = `http://${functionsHost}/demo-shop/us-central1/order`;
    await expect(call(url, { id: 'a' })).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await call(url, { id: 'a' }, token)).toEqual({ ordered: 'a' });
    const db = new Firestore({ projectId: 'demo-shop', host: firestore.host, ssl: false });
    const order = () => db.doc('orders/a').get();
    while ((await order()).get('confirmed') !== true) await sleep(20);
    await db.terminate();
    expect(await codeAtEnd(child)).toBe(0);
  });

  test('runs functions that were compiled to CommonJS', async () => {
    const file = join(app, 'host/functions.cjs');
    await writeFile(
      file,
      `const { onCall } = require('firebase-functions/https');
       Object.assign(exports, { greet: onCall(({ auth }) => 'Hello, ' + auth.uid) });`,
    );
    const { host } = await startCommand('host', [file, '--project', 'demo-shop', '--port', '0']);
    const url = `http://${host}/demo-shop/us-central1/greet`;
    expect(await call(url, {}, token)).toBe('Hello, ada');
  });
});

test.each([
  { folder: 'firestore', args: ['--port', 'x'], says: '--port needs a whole number.' },
  { folder: 'firestore', args: ['--indexes', 'none.json'], says: 'none.json' },
  { folder: 'pubsub', args: ['--port', 'x'], says: '--port needs a whole number.' },
  { folder: 'pubsub', args: ['--ports', '1'], says: "Unknown option '--ports'" },
  { folder: 'host', args: [], says: 'Name one module.' },
  { folder: 'host', args: ['functions.mjs', '--port', '0'], says: 'need the option firestoreHost' },
] as const)('$folder $args is refused: $says', async ({ folder, args, says }) => {
  const bin = join(app, 'node_modules', nameOf[folder], 'lib/bin.js');
  await expect(run(process.execPath, [bin, ...args], join(app, folder))).rejects.toThrow(says);
});

test.each(localPackages)('%s shows how it is used', async (folder) => {
  const bin = join(app, 'node_modules', nameOf[folder], 'lib/bin.js');
  expect(await run(process.execPath, [bin, '--help'], app)).toContain('Usage: local-');
});
