import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repository } from '../../local/suite/repository';
import { type Needs, findings } from '../../tools/doctor/checks';
import { chosenProject } from '../../tools/doctor/chosenProject';
import { codeOf } from '../../tools/doctor/code';
import { databaseOf, deploymentsIn, regionOf } from '../../tools/doctor/deployments';
import { type Facts, factsOf } from '../../tools/doctor/facts';
import type { Gcloud } from '../../tools/doctor/gcloud';
import { needsOfRepository } from '../../tools/doctor/needs';
import { monitoringFiles } from '../../tools/monitoring/monitoringFiles';

const needs: Needs = {
  ...{ functions: ['getStreak', 'deliverNotification'], secrets: ['A_KEY'] },
  indexes: 1,
};

const services = [
  ...['artifactregistry', 'cloudbuild', 'cloudfunctions', 'cloudresourcemanager', 'cloudscheduler'],
  ...[
    'cloudtasks',
    'eventarc',
    'fcm',
    'firestore',
    'iam',
    'identitytoolkit',
    'pubsub',
    'run',
    'secretmanager',
  ],
].map((name) => `${name}.googleapis.com`);

const account = 'firebase-fn-1a2b@mine.iam.gserviceaccount.com';

function database(id: string, locationId: string) {
  const pointInTimeRecoveryEnablement = 'POINT_IN_TIME_RECOVERY_ENABLED';
  const name = `projects/mine/databases/${id}`;
  return { name, type: 'FIRESTORE_NATIVE', locationId, pointInTimeRecoveryEnablement };
}

function deployed(region: string, prefix = '', state = 'ACTIVE') {
  return needs.functions.map((name) => ({
    name: `projects/mine/locations/${region}/functions/${prefix}${name}`,
    state,
    serviceConfig: { serviceAccountEmail: account },
  }));
}

/** What `monitoring/apply.sh` has made for functions with these prefixes. */
function applied(under: string, ...prefixes: readonly string[]): unknown[] {
  return prefixes.flatMap((prefix) =>
    [...monitoringFiles(prefix)].flatMap(([path, text]) =>
      path.startsWith(under) ? [JSON.parse(text) as unknown] : [],
    ),
  );
}

/** A project that has everything, as gcloud tells of it. */
const answers: Record<string, unknown> = {
  'auth list': [{ account: 'olga@example.com', status: 'ACTIVE' }],
  'projects describe': { projectId: 'mine', lifecycleState: 'ACTIVE' },
  'billing projects': { billingEnabled: true },
  'services list': services.map((name) => ({ config: { name }, state: 'ENABLED' })),
  'firestore databases': [
    database('firestreak', 'nam5'),
    database('reading', 'eur3'),
    database('fitness', 'europe-west4'),
    { ...database('old', 'nam5'), type: 'DATASTORE_MODE' },
  ],
  'firestore indexes': [{ name: 'an/index' }],
  'firestore backups': [{ name: 'a/schedule' }],
  'secrets list': ['A_KEY', 'kit-reading-A_KEY', 'kit-fitness-A_KEY'].map((name) => ({
    name: `projects/1/secrets/${name}`,
  })),
  'functions list': [
    ...deployed('us-central1'),
    ...deployed('europe-west1', 'kit-reading-'),
    ...deployed('europe-west4', 'kit-fitness-'),
  ],
  'iam service-accounts': {
    bindings: [{ role: 'roles/iam.serviceAccountUser', members: [`serviceAccount:${account}`] }],
  },
  'logging metrics': applied('metrics/', '', 'kit-reading-', 'kit-fitness-'),
  'alpha monitoring': applied('alerts/', '', 'kit-reading-', 'kit-fitness-'),
  'pubsub topics': ['', 'kit-reading-', 'kit-fitness-'].map((prefix) => ({
    name: `projects/mine/topics/${prefix}streak-dead-letters`,
  })),
  'monitoring dashboards': applied('dashboards/', '', 'kit-reading-', 'kit-fitness-'),
};

const told =
  (changes: Record<string, unknown> = {}): Gcloud =>
  (...[group = '', verb = '']) =>
    Promise.resolve({ ...answers, ...changes }[`${group} ${verb}`]);

/** Rules of all databases, as the Firebase Rules API lists them. */
const releases = {
  releases: ['firestreak', 'reading', 'fitness'].map((id) => ({
    name: `projects/mine/releases/cloud.firestore/${id}`,
  })),
};

const env = 'APP_URL=https://app.mine.dev\nENFORCE_APP_CHECK=true\n';
const reading = `${env}FIRESTORE_DATABASE_ID=reading\nDATABASE_LOCATION=eur3\n`;
const fitness = `${env}FIRESTORE_DATABASE_ID=fitness\nDATABASE_LOCATION=europe-west4\n`;

const apps: string[] = [];

afterAll(() => {
  for (const app of apps) rmSync(app, { recursive: true });
});

/** An app with these files. */
function appWith(files: Readonly<Record<string, string>>): string {
  const app = mkdtempSync(join(tmpdir(), 'firestreak-doctor-'));
  apps.push(app);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    writeFileSync(join(app, path), text);
  }
  return app;
}

/** An app that is Firestreak and nothing else, as this repository is. */
const alone = (...envFiles: string[]) =>
  appWith({
    'firebase.json': JSON.stringify({ functions: { source: 'functions', codebase: 'firestreak' } }),
    'functions/package.json': JSON.stringify({ name: 'firestreak' }),
    'functions/.env': envFiles[0] ?? '',
    ...(envFiles[1] !== undefined && { 'functions/.env.mine': envFiles[1] }),
  });

/** An app with functions of its own that has Firestreak as a kit, with an instance for each `.env.mine`. */
const kits = (envOf: Readonly<Record<string, string>>) => {
  const ids = Object.keys(envOf);
  return appWith({
    'firebase.json': JSON.stringify({
      functions: [
        { source: 'functions', codebase: 'default' },
        {
          kit: 'firestreak',
          sourcePackage: { name: 'firestreak' },
          source: 'function-kits/firestreak/source',
          instances: Object.fromEntries(
            ids.map((id) => [id, `function-kits/firestreak/config-${id}`]),
          ),
        },
      ],
    }),
    'functions/package.json': JSON.stringify({ name: 'alinea-functions' }),
    'function-kits/firestreak/source/package.json': JSON.stringify({
      dependencies: { firestreak: '^1.0.0' },
    }),
    ...Object.fromEntries(
      ids.map((id) => [`function-kits/firestreak/config-${id}/.env.mine`, envOf[id] ?? '']),
    ),
  });
};

async function found(gcloud: Gcloud, app: string, rules: unknown = releases) {
  const deployments = deploymentsIn(app, 'mine');
  const ids = deployments.map(databaseOf);
  const facts = await factsOf('mine', ids, gcloud, () => Promise.resolve(rules));
  return findings(facts, needs, deployments).filter(({ state }) => state !== 'ok');
}

/** The same, of what the code of the app deploys. */
async function foundByCode(gcloud: Gcloud, app: string) {
  const deployments = deploymentsIn(app, 'mine');
  const facts = await factsOf('mine', [], gcloud, () => Promise.resolve(releases));
  const checked = deployments.map(async (each) => {
    return { ...each, code: await codeOf(app, 'mine', each, needs.functions) };
  });
  return findings(facts, needs, await Promise.all(checked)).filter(({ state }) => state !== 'ok');
}

async function states(...given: Parameters<typeof found>): Promise<Record<string, string>> {
  return Object.fromEntries((await found(...given)).map(({ about, state }) => [about, state]));
}

test('a project that has everything has nothing to mend', async () => {
  expect(await states(told(), alone(env))).toEqual({});
  expect(await states(told(), kits({ reading, fitness }))).toEqual({});
});

test.each([
  ['auth list', [], { 'signed in to gcloud': 'missing' }],
  ['projects describe', { lifecycleState: 'DELETE_REQUESTED' }, { 'project mine': 'missing' }],
  ['billing projects', { billingEnabled: false }, { 'billing (the Blaze plan)': 'missing' }],
  ['services list', [], { services: 'missing' }],
  [
    'firestore databases',
    [],
    {
      'database firestreak in native mode': 'missing',
      'backups of firestreak': 'later',
      'rules of firestreak': 'later',
      'indexes of firestreak': 'later',
    },
  ],
  [
    'firestore databases',
    [{ ...database('firestreak', 'nam5'), type: 'DATASTORE_MODE' }],
    { 'database firestreak in native mode': 'missing' },
  ],
  [
    'firestore databases',
    [database('firestreak', 'eur3')],
    { 'location of the database': 'missing' },
  ],
  ['firestore indexes', [], { 'indexes of firestreak': 'later' }],
  ['secrets list', [], { secrets: 'missing' }],
  ['functions list', undefined, { 'functions deployed and active': 'later' }],
  [
    'functions list',
    deployed('us-central1', '', 'FAILED'),
    { 'functions deployed and active': 'later' },
  ],
  ['functions list', deployed('europe-west1'), { 'functions in us-central1': 'later' }],
  ['iam service-accounts', {}, { 'tasks run as the account of the functions': 'later' }],
  [
    'iam service-accounts',
    { bindings: [{ role: 'roles/iam.serviceAccountUser', members: ['user:olga@example.com'] }] },
    { 'tasks run as the account of the functions': 'later' },
  ],
  ['logging metrics', [], { 'metrics, dashboard and alerts': 'later' }],
  ['logging metrics', [{ name: 'kit-reading-lag' }], { 'metrics, dashboard and alerts': 'later' }],
  ['pubsub topics', [], { 'topic of dead letters': 'later' }],
  ['logging metrics', [], { 'metrics, dashboard and alerts': 'later' }],
  ['alpha monitoring', undefined, { 'metrics, dashboard and alerts': 'later' }],
  ['monitoring dashboards', undefined, { 'metrics, dashboard and alerts': 'later' }],
  ['firestore backups', [], { 'backups of firestreak': 'later' }],
])('where `gcloud %s` says %j, that is said', async (command, answer, expected) => {
  expect(await states(told({ [command]: answer }), alone(env))).toEqual(expected);
});

test.each([
  ['', { APP_URL: 'missing', 'App Check': 'later' }],
  [`${env}APP_URL=https://example.com`, { APP_URL: 'missing' }],
  [`${env}RETENTION_DAYS=7`, { RETENTION_DAYS: 'missing' }],
  [`${env}RETENTION_DAYS=365`, {}],
  [`${env}EMAIL_ENABLED=true`, { MAIL_FROM: 'missing' }],
  [`${env}EMAIL_ENABLED=true\nMAIL_FROM="Streaks <s@mine.dev>"`, {}],
])('parameters %j', async (text, expected) => {
  expect(await states(told(), alone(text))).toEqual(expected);
});

test('the file of the project counts more than the one of all', async () => {
  expect(await states(told(), alone('APP_URL=https://example.com', env))).toEqual({});
});

test('rules that nobody has released to the database are said to be missing', async () => {
  const others = { releases: [{ name: 'projects/mine/releases/cloud.firestore' }] };
  expect(await states(told(), alone(env), others)).toEqual({ 'rules of firestreak': 'later' });
  expect(await states(told(), alone(env), null)).toEqual({ 'rules of firestreak': 'later' });
});

test('each instance of a kit is told by its name, with its own files, secrets and functions', async () => {
  const gcloud = told({ 'functions list': [], 'secrets list': [], 'firestore databases': [] });
  const advice = (await found(gcloud, kits({ reading, fitness: '' }))).map(
    ({ about, advice: text = '' }) => `${about}: ${text}`,
  );
  for (const text of [
    'reading: database reading in native mode: gcloud firestore databases create --database=reading --location=eur3 --type=firestore-native --project=mine',
    'reading: secrets: npx firebase functions:secrets:set kit-reading-A_KEY --project=mine',
    'reading: rules of reading: npx firebase deploy --config firebase.firestreak.json --only firestore --project=mine',
    'reading: functions deployed and active: npx firebase deploy --only functions:reading --project=mine (2 are not: kit-reading-getStreak, kit-reading-deliverNotification',
    'fitness: database firestreak in native mode: gcloud firestore databases create --database=firestreak --location=nam5',
    'fitness: APP_URL: Messages lead to it: set APP_URL=https://… in function-kits/firestreak/config-fitness/.env.',
  ]) {
    expect(advice).toContainEqual(expect.stringContaining(text));
  }
});

test('each instance of a kit has monitoring of its own', async () => {
  const app = kits({ reading, fitness });
  const one = { 'logging metrics': applied('metrics/', '', 'kit-reading-') };
  const [finding, ...others] = await found(told(one), app);
  expect(others).toEqual([]);
  expect(finding).toEqual({
    about: 'fitness: metrics, dashboard and alerts',
    state: 'later',
    advice: expect.stringMatching(
      /^\d+ are missing or older \(metrics.*\): npm run tool -- monitoring --instance fitness --out DIR; PROJECT=mine CHANNELS=… monitoring\/apply\.sh DIR, see docs\/operations\.md$/,
    ) as string,
  });
  const interrupted = { 'monitoring dashboards': applied('dashboards/', '') };
  expect(await states(told(interrupted), app)).toEqual({
    'reading: metrics, dashboard and alerts': 'later',
    'fitness: metrics, dashboard and alerts': 'later',
  });
});

test.each([
  ['', 'streak-dead-letters'],
  ['INSTANCE_ID=b\n', 'kit-b-streak-dead-letters'],
])(
  'a codebase with a prefix and %j has monitoring by its prefix, and its secrets without it',
  async (more, topic) => {
    const app = appWith({
      'firebase.json': JSON.stringify({ functions: { source: 'functions', prefix: 'learning' } }),
      'functions/package.json': JSON.stringify({ name: 'firestreak' }),
      'functions/.env': env + more,
    });
    const changes = { 'functions list': deployed('us-central1', 'learning-') };
    const missing = await found(told({ ...changes, 'pubsub topics': [] }), app);
    expect(missing.map(({ about }) => about)).toEqual([
      'topic of dead letters',
      'metrics, dashboard and alerts',
    ]);
    const [letters, monitoring] = missing;
    expect(letters?.advice).toContain(`gcloud pubsub topics create ${topic} --project=mine`);
    expect(monitoring?.advice).toContain('npm run tool -- monitoring --prefix learning --out DIR');
  },
);

test('each instance of a kit has a topic of dead letters', async () => {
  const topics = { 'pubsub topics': [{ name: 'projects/mine/topics/streak-dead-letters' }] };
  expect(await states(told(topics), kits({ reading, fitness }))).toEqual({
    'reading: topic of dead letters': 'later',
    'fitness: topic of dead letters': 'later',
  });
});

test('instances that share a database are told apart before they are deployed', async () => {
  const shared = 'FIRESTORE_DATABASE_ID=reading\nDATABASE_LOCATION=eur3\nLOCATION=europe-west4\n';
  expect(await states(told(), kits({ reading, fitness: env + shared }))).toEqual({
    'reading: a database of its own': 'missing',
    'fitness: a database of its own': 'missing',
  });
});

test('an instance that has no parameters for the project is not ready', async () => {
  const app = kits({ reading, fitness });
  const folder = join(app, 'function-kits/firestreak/config-fitness');
  cpSync(join(folder, '.env.mine'), join(folder, '.env'));
  rmSync(join(folder, '.env.mine'));
  expect(await states(told(), app)).toEqual({ 'fitness: parameters': 'missing' });
  writeFileSync(join(app, '.firebaserc'), '{"projects":{"prod":"mine"}}');
  cpSync(join(folder, '.env'), join(folder, '.env.prod'));
  expect(await states(told(), app)).toEqual({});
});

describe('where the code of the app can be loaded', () => {
  const index = `
    const endpoint = (more) => Object.assign(() => {}, { __endpoint: { platform: 'gcfv2', ...more } });
    exports.getStreak = endpoint({});
    exports.somethingElse = endpoint({ secretEnvironmentVariables: [{ key: 'OTHER' }] });
    if (process.env.FIREBASE_KIT_INSTANCE_ID === 'fitness' || process.env.APP_URL === '') {
      exports.deliverNotification = endpoint({ secretEnvironmentVariables: [{ key: 'A_KEY' }] });
    }`;
  const source = 'function-kits/firestreak/source';

  function installed(envOf: Readonly<Record<string, string>>): string {
    const app = kits(envOf);
    writeFileSync(join(app, source, 'index.js'), index);
    mkdirSync(join(app, source, 'node_modules/firestreak'), { recursive: true });
    const functions = join(app, source, 'node_modules/firebase-functions');
    symlinkSync(join(repository, 'node_modules/firebase-functions'), functions);
    return app;
  }

  test('an instance needs what its functions need, and is told of no others', async () => {
    const gcloud = told({ 'functions list': [], 'secrets list': [] });
    const database = 'FIRESTORE_DATABASE_ID=reading\nDATABASE_LOCATION=eur3\n';
    const app = installed({ reading: `${database}ENFORCE_APP_CHECK=true`, fitness });
    const advice = (await foundByCode(gcloud, app)).map(({ about, advice }) => [about, advice]);
    expect(Object.fromEntries(advice)).toMatchObject({
      'reading: functions deployed and active': expect.stringMatching(
        /\(1 are not: kit-reading-getStreak\)$/,
      ) as string,
      'fitness: secrets': expect.stringContaining('kit-fitness-A_KEY') as string,
    });
    const abouts = advice.map(([about]) => about);
    expect(abouts).not.toContain('reading: secrets');
    expect(abouts).not.toContain('reading: APP_URL');
  });

  test('it is loaded with the parameters of the instance', async () => {
    const app = installed({ reading: 'APP_URL=' });
    const [deployment] = deploymentsIn(app, 'mine');
    if (deployment === undefined) throw new Error('There is none.');
    await expect(codeOf(app, 'mine', deployment, needs.functions)).resolves.toEqual({
      functions: ['getStreak', 'deliverNotification'],
      secrets: ['A_KEY'],
    });
  });

  test('code that does not load is taken for all of Firestreak', async () => {
    const app = installed({ reading });
    writeFileSync(join(app, source, 'index.js'), 'throw new Error();');
    const abouts = (await foundByCode(told({ 'secrets list': [] }), app)).map((each) => each.about);
    expect(abouts).toContain('secrets');
  });
});

test('accounts of functions that are not of Firestreak are not asked about', async () => {
  const shop = 'firebase-fn-shop@mine.iam.gserviceaccount.com';
  const other = {
    name: 'projects/mine/locations/us-central1/functions/pay',
    state: 'ACTIVE',
    serviceConfig: { serviceAccountEmail: shop },
  };
  const functions = [...deployed('us-central1'), other];
  const gcloud: Gcloud = (...command) =>
    command.includes(shop)
      ? Promise.resolve({})
      : told({ 'functions list': functions })(...command);
  expect(await states(gcloud, alone(env))).toEqual({});
});

test.each([
  ['', 'us-central1'],
  ['DATABASE_LOCATION=eur3', 'europe-west1'],
  ['DATABASE_LOCATION=europe-west4', 'europe-west4'],
  ['FUNCTION_DEFAULT_REGION=europe-west3', 'europe-west3'],
  ['FUNCTION_DEFAULT_REGION=europe-west3\nLOCATION=asia-east1', 'asia-east1'],
])('with %j functions are expected in %s', (text, region) => {
  expect(deploymentsIn(kits({ reading: text }), 'mine').map(regionOf)).toEqual([region]);
});

test('an app without Firestreak is told how to add it', () => {
  const app = appWith({ 'firebase.json': '{"functions":{"source":"functions"}}' });
  expect(() => deploymentsIn(app, 'mine')).toThrow('functions:kits:install --package firestreak');
  expect(() => deploymentsIn(join(app, 'none'), 'mine')).toThrow('name the app with --app');
});

test.each([
  [
    "import { createServer } from 'firestreak/server';\ncreateServer({ instance: 'firestreak' });",
    [],
  ],
  ["import { createServer } from 'firestreak/server';\nexport * from 'firestreak';", ['default']],
  ['module.exports = require("firestreak");', ['default']],
])('functions of the app that begin with %j are installations %j', (index, codebases) => {
  const app = kits({ reading });
  const manifest = { name: 'alinea-functions', dependencies: { firestreak: '^1.0.0' } };
  writeFileSync(join(app, 'functions/package.json'), JSON.stringify(manifest));
  mkdirSync(join(app, 'functions/src'));
  writeFileSync(join(app, 'functions/src/index.ts'), index);
  mkdirSync(join(app, 'functions/node_modules/firestreak'), { recursive: true });
  writeFileSync(join(app, 'functions/node_modules/firestreak/x.js'), "require('firestreak')");
  const found = deploymentsIn(app, 'mine').map(({ codebase }) => codebase);
  expect(found).toEqual([...codebases, 'reading']);
});

test('this repository is one codebase', () => {
  expect(deploymentsIn(repository, 'mine')).toMatchObject([
    { codebase: 'firestreak', isInstance: false, prefix: '', folder: 'functions' },
  ]);
});

test('whatever is missing comes with what to do about it', () => {
  const nothing: Facts = {
    ...{ projectId: 'mine', actsAsItself: { [account]: false } },
    ...{ account: undefined, projectState: undefined, isBilled: undefined, services: undefined },
    ...{ databases: undefined, secrets: undefined, watchedBy: [], topics: undefined },
    functions: [{ name: 'getStreak', region: 'us-central1', state: 'FAILED', account }],
  };
  const bad = 'EMAIL_ENABLED=true\nRETENTION_DAYS=7\n';
  const told = findings(nothing, needs, deploymentsIn(alone(bad), 'mine'));
  for (const { about, state, advice } of told) {
    if (about === 'a database of its own' || about === 'location of the database') continue;
    if (about === 'functions in us-central1') continue;
    expect({ state, hasAdvice: (advice ?? '').length > 10 }).toEqual({
      state: expect.stringMatching(/missing|later/) as string,
      hasAdvice: true,
    });
  }
});

test('the needs are those of what is deployed', () => {
  const { secrets, functions } = needsOfRepository();
  expect(secrets).toContain('SENDGRID_API_KEY');
  expect(functions).toContain('scheduleMaintenance');
});

test.each([
  ['mine', { default: 'other' }, 'mine'],
  [undefined, { default: 'mine', staging: 'other' }, 'mine'],
  [undefined, { default: 'demo-firestreak', prod: 'mine' }, 'mine'],
])('--project %j with the aliases %j is %s', (named, aliases: Record<string, string>, project) => {
  expect(chosenProject(named, aliases)).toBe(project);
});

test.each([
  [undefined, { default: 'demo-firestreak' }, 'npx firebase use --add'],
  [undefined, {}, 'npx firebase use --add'],
  [
    undefined,
    { default: 'demo-firestreak', prod: 'mine', staging: 'other' },
    '--project: mine, other',
  ],
  ['demo-mine', { prod: 'mine' }, '--project needs a real project'],
])('--project %j with the aliases %j is refused', (named, aliases: object, message) => {
  expect(() => chosenProject(named, { ...aliases })).toThrow(message);
});

test('the command says what is missing where there is no gcloud at all', () => {
  const command = ['--import', 'tsx', 'tools/doctor/main.ts', '--project', 'mine'];
  const { GCLOUD_PROJECT: _, FIREBASE_CONFIG: __, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, command, {
    cwd: repository,
    env: { ...env, PATH: '' },
    encoding: 'utf8',
  });
  expect(stdout).toMatch(/^MISSING {2}signed in to gcloud\n +gcloud auth login/);
  expect(stdout).toContain('npx firebase functions:secrets:set SENDGRID_API_KEY --project=mine');
  expect(stdout).toMatch(/\d+ to mend before it can be deployed\.\n$/);
  expect(status).toBe(1);
});
