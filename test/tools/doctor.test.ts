import { spawnSync } from 'node:child_process';
import { repository } from '../../local/suite/repository';
import { type Needs, findings } from '../../tools/doctor/checks';
import { chosenProject } from '../../tools/doctor/chosenProject';
import { type Facts, factsOf } from '../../tools/doctor/facts';
import type { Gcloud } from '../../tools/doctor/gcloud';
import { needsOfRepository } from '../../tools/doctor/needs';

const needs: Needs = { secrets: ['A_KEY'], functions: ['getStreak'], logMetrics: ['lag'] };

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

/** A project that has everything, as gcloud tells of it. */
const answers: Record<string, unknown> = {
  'auth list': [{ account: 'olga@example.com', status: 'ACTIVE' }],
  'projects describe': { projectId: 'mine', lifecycleState: 'ACTIVE' },
  'billing projects': { billingEnabled: true },
  'services list': services.map((name) => ({ config: { name }, state: 'ENABLED' })),
  'firestore databases': { name: 'projects/mine/databases/(default)', type: 'FIRESTORE_NATIVE' },
  'secrets list': [{ name: 'projects/1/secrets/A_KEY' }],
  'functions list': [
    {
      ...{ name: 'projects/mine/locations/x/functions/getStreak', state: 'ACTIVE' },
      serviceConfig: { serviceAccountEmail: account },
    },
  ],
  'iam service-accounts': {
    bindings: [{ role: 'roles/iam.serviceAccountUser', members: [`serviceAccount:${account}`] }],
  },
  'logging metrics': [{ name: 'lag' }],
};

const told =
  (changes: Record<string, unknown> = {}): Gcloud =>
  (...[group = '', verb = '']) =>
    Promise.resolve({ ...answers, ...changes }[`${group} ${verb}`]);

const env = 'APP_URL=https://app.mine.dev\nENFORCE_APP_CHECK=true\n';

async function states(gcloud: Gcloud, ...files: string[]): Promise<Record<string, string>> {
  const facts = await factsOf('mine', gcloud, files);
  const others = findings(facts, needs).filter(({ state }) => state !== 'ok');
  return Object.fromEntries(others.map(({ about, state }) => [about, state]));
}

test('a project that has everything has nothing to mend', async () => {
  expect(await states(told(), env)).toEqual({});
});

test.each([
  ['auth list', [], { 'signed in to gcloud': 'missing' }],
  ['projects describe', { lifecycleState: 'DELETE_REQUESTED' }, { 'project mine': 'missing' }],
  ['billing projects', { billingEnabled: false }, { 'billing (the Blaze plan)': 'missing' }],
  ['services list', [], { services: 'missing' }],
  ['firestore databases', { type: 'DATASTORE_MODE' }, { 'Firestore in native mode': 'missing' }],
  ['secrets list', [], { secrets: 'missing' }],
  ['functions list', undefined, { 'functions deployed and active': 'later' }],
  [
    'functions list',
    [{ name: 'a/functions/getStreak', state: 'FAILED' }],
    { 'functions deployed and active': 'later' },
  ],
  ['iam service-accounts', {}, { 'tasks run as the account of the functions': 'later' }],
  [
    'iam service-accounts',
    { bindings: [{ role: 'roles/iam.serviceAccountUser', members: ['user:olga@example.com'] }] },
    { 'tasks run as the account of the functions': 'later' },
  ],
  ['logging metrics', [], { 'metrics, dashboard and alerts': 'later' }],
])('where `gcloud %s` says %j, that is said', async (command, answer, expected) => {
  expect(await states(told({ [command]: answer }), env)).toEqual(expected);
});

test.each([
  ['', { APP_URL: 'missing', 'App Check': 'later' }],
  [`${env}APP_URL=https://example.com`, { APP_URL: 'missing' }],
  [`${env}RETENTION_DAYS=7`, { RETENTION_DAYS: 'missing' }],
  [`${env}RETENTION_DAYS=365`, {}],
  [`${env}EMAIL_ENABLED=true`, { MAIL_FROM: 'missing' }],
  [`${env}EMAIL_ENABLED=true\nMAIL_FROM="Streaks <s@mine.dev>"`, {}],
])('parameters %j', async (text, expected) => {
  expect(await states(told(), text)).toEqual(expected);
});

test('the file of the project counts more than the one of all', async () => {
  expect(await states(told(), 'APP_URL=https://example.com', env)).toEqual({});
});

test('whatever is missing comes with what to do about it', () => {
  const nothing: Facts = {
    ...{ projectId: 'mine', parameters: { EMAIL_ENABLED: 'true', RETENTION_DAYS: '7' } },
    ...{ account: undefined, projectState: undefined, isBilled: undefined, services: undefined },
    ...{ database: undefined, secrets: undefined, functions: undefined, logMetrics: undefined },
    taskAccount: { email: account, actsAsItself: false },
  };
  for (const { state, advice } of findings(nothing, needs)) {
    expect({ state, hasAdvice: (advice ?? '').length > 10 }).toEqual({
      state: expect.stringMatching(/missing|later/) as string,
      hasAdvice: true,
    });
  }
});

test('the needs are those of what is deployed', () => {
  const { secrets, functions, logMetrics } = needsOfRepository();
  expect(secrets).toContain('SENDGRID_API_KEY');
  expect(functions).toContain('scheduleMaintenance');
  expect(logMetrics).toContain('firestreak_lapse_lag');
});

test.each([
  [['--project', 'mine'], { default: 'other' }, 'mine'],
  [[], { default: 'mine', staging: 'other' }, 'mine'],
  [[], { default: 'demo-firestreak', prod: 'mine' }, 'mine'],
])('%j with the aliases %j looks at %s', (args, aliases: Record<string, string>, project) => {
  expect(chosenProject(args, aliases)).toBe(project);
});

test.each([
  [[], { default: 'demo-firestreak' }, 'npx firebase use --add'],
  [[], {}, 'npx firebase use --add'],
  [[], { default: 'demo-firestreak', prod: 'mine', staging: 'other' }, '--project: mine, other'],
  [['--project', 'demo-mine'], { prod: 'mine' }, '--project needs a real project'],
])('%j with the aliases %j is refused', (args, aliases: Record<string, string>, message) => {
  expect(() => chosenProject(args, aliases)).toThrow(message);
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
