import { type Needs, findings } from '../../tools/doctor/checks';
import { type Facts, factsOf } from '../../tools/doctor/facts';
import type { Gcloud } from '../../tools/doctor/gcloud';
import { needsOfRepository } from '../../tools/doctor/needs';

const needs: Needs = { secrets: ['A_KEY'], functions: ['getStreak'], logMetrics: ['lag'] };

const services = [
  ...['artifactregistry', 'cloudbuild', 'cloudfunctions', 'cloudscheduler', 'cloudtasks'],
  ...['eventarc', 'fcm', 'firestore', 'identitytoolkit', 'pubsub', 'run', 'secretmanager'],
].map((name) => `${name}.googleapis.com`);

/** A project that has everything, as gcloud tells of it. */
const answers: Record<string, unknown> = {
  'auth list': [{ account: 'olga@example.com', status: 'ACTIVE' }],
  'projects describe': { projectId: 'mine', lifecycleState: 'ACTIVE' },
  'billing projects': { billingEnabled: true },
  'services list': services.map((name) => ({ config: { name }, state: 'ENABLED' })),
  'firestore databases': { name: 'projects/mine/databases/(default)', type: 'FIRESTORE_NATIVE' },
  'secrets list': [{ name: 'projects/1/secrets/A_KEY' }],
  'functions list': [{ name: 'projects/mine/locations/x/functions/getStreak', state: 'ACTIVE' }],
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
  ['logging metrics', [], { 'metrics, dashboard and alerts': 'later' }],
])('where `gcloud %s` says %j, that is said', async (command, answer, expected) => {
  expect(await states(told({ [command]: answer }), env)).toEqual(expected);
});

test.each([
  ['', { APP_URL: 'missing', 'App Check': 'later' }],
  [`${env}APP_URL=https://example.com`, { APP_URL: 'missing' }],
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
    ...{ projectId: 'mine', parameters: { EMAIL_ENABLED: 'true' } },
    ...{ account: undefined, projectState: undefined, isBilled: undefined, services: undefined },
    ...{ database: undefined, secrets: undefined, functions: undefined, logMetrics: undefined },
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
