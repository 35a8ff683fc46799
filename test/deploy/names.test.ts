import { setUpTask } from '../../functions/src/contracts/messages';
import { regionOf } from '../../local/suite/parameters';
import { type Codebase, deployable, discover, type Endpoint } from './discovery';

const regionsOf = (endpoints: readonly Endpoint[]) => [
  ...new Set(endpoints.map(({ region }) => region)),
];

const topicsOf = (endpoints: readonly Endpoint[]) =>
  endpoints
    .flatMap(({ eventTrigger }) => eventTrigger?.eventFilters?.['topic'] ?? [])
    .map((topic) => topic.replace(/^projects\/[^/]+\/topics\//, ''))
    .sort();

const topics = [
  'streak-challenges',
  'streak-insights',
  'streak-maintenance',
  'streak-outage-sweeps',
  'streak-reminders',
  'streak-retention',
];

test('to look for the functions says nothing: no parameter is read before it has a value', () => {
  expect(discover().printed).toBe('');
});

test.each<[Codebase, Record<string, string>]>([
  [undefined, {}],
  [{ prefix: 'learning' }, { INSTANCE_ID: 'learning', LOCATION: 'europe-west1' }],
  [{ kit: 'reading' }, { DATABASE_LOCATION: 'eur3' }],
])('the CLI warns of nothing in %j with %j', async (codebase, env) => {
  const { warnings, endpoints } = await deployable(codebase, env);
  expect(endpoints.length).toBeGreaterThan(50);
  expect(warnings).toEqual([]);
});

test.each([
  [{}, 'us-central1'],
  [{ DATABASE_LOCATION: 'nam5' }, 'us-central1'],
  [{ DATABASE_LOCATION: 'nam7' }, 'us-central1'],
  [{ DATABASE_LOCATION: 'eur3' }, 'europe-west1'],
  [{ DATABASE_LOCATION: 'asia-northeast1' }, 'asia-northeast1'],
  [{ DATABASE_LOCATION: 'eur3', LOCATION: 'europe-west4' }, 'europe-west4'],
])('with %j every function runs in %s', async (env, region) => {
  const { endpoints, params } = await deployable(undefined, env);
  expect(regionsOf(endpoints)).toEqual([region]);
  expect(params['LOCATION']).toBe(region);
  expect(regionOf(env)).toBe(region); // as the local suite and the dashboard's build have it
});

/** The index of a function kit, as the CLI writes it. */
const kitIndex = (region: string) => `
  const { setGlobalOptions } = require('firebase-functions');
  const { defineString } = require('firebase-functions/params');
  const regionParam = defineString('FUNCTION_DEFAULT_REGION', { input: { text: { nonEmpty: true } } });
  setGlobalOptions({ region: ${region} });
  module.exports = require('firestreak');`;

test.each([
  ['regionParam', { FUNCTION_DEFAULT_REGION: 'europe-west1' }, 'europe-west1'],
  ["'asia-east1'", { FUNCTION_DEFAULT_REGION: 'europe-west1' }, 'asia-east1'],
  [
    'undefined',
    { FUNCTION_DEFAULT_REGION: 'europe-west1', DATABASE_LOCATION: 'eur3' },
    'europe-west1',
  ],
  [
    'regionParam',
    { FUNCTION_DEFAULT_REGION: 'us-east1', LOCATION: 'europe-west4' },
    'europe-west4',
  ],
])(
  'where a codebase has set the region %s, and with %j, they run in %s',
  async (set, env, region) => {
    const { endpoints } = await deployable({ kit: 'reading' }, env, kitIndex(set));
    expect(regionsOf(endpoints)).toEqual([region]);
  },
);

test('an instance of a kit has functions, topics and secrets of its own', async () => {
  const { endpoints } = await deployable({ kit: 'reading' });
  expect(endpoints.map(({ id }) => id)).toContain('kit-reading-logActivity');
  expect(endpoints.filter(({ id }) => !id.startsWith('kit-reading-'))).toEqual([]);
  expect(topicsOf(endpoints)).toEqual(topics.map((topic) => `kit-reading-${topic}`));
  const secrets = endpoints.flatMap(
    ({ secretEnvironmentVariables = [] }) => secretEnvironmentVariables,
  );
  expect(secrets.length).toBeGreaterThan(0);
  for (const { key, secret } of secrets) expect(secret).toBe(`kit-reading-${key}`);
});

test.each<[string, Codebase, Record<string, string>, string, string]>([
  ['alone in its project', undefined, {}, '', ''],
  ['with a prefix', { prefix: 'learning' }, {}, 'learning-', ''],
  [
    'with a prefix and an id',
    { prefix: 'learning' },
    { INSTANCE_ID: 'a_1' },
    'learning-',
    'kit-a_1-',
  ],
  ['with the longest prefix', { prefix: 'p'.repeat(30) }, {}, `${'p'.repeat(30)}-`, ''],
])('a codebase %s has these functions and topics', async (_, codebase, env, prefix, ofTopics) => {
  const { endpoints } = await deployable(codebase, env);
  expect(endpoints.map(({ id }) => id)).toContain(`${prefix}logActivity`);
  expect(topicsOf(endpoints)).toEqual(topics.map((topic) => `${ofTopics}${topic}`));
});

test('an id that names could not have ends the deployment', () => {
  for (const id of ['Reading', '-a', 'a b', 'a'.repeat(41)]) {
    expect(() => discover({ env: { INSTANCE_ID: id } })).toThrow('INSTANCE_ID must be');
  }
});

test.each<[Codebase, string]>([
  [undefined, 'setUp'],
  [{ prefix: 'learning' }, 'learning-setUp'],
  [{ kit: 'reading' }, 'kit-reading-setUp'],
])('after a deployment of %j the CLI enqueues what its function takes', async (codebase, name) => {
  const { endpoints, lifecycleHooks } = await deployable(codebase);
  const task = { function: name, body: { data: { correlationId: 'deployment' } } };
  expect(lifecycleHooks).toEqual({ afterFirstDeploy: { task }, afterRedeploy: { task } });
  expect(endpoints.map(({ id }) => id)).toContain(name);
  expect(setUpTask.parse(task.body.data)).toEqual(task.body.data);
});

test('a codebase that exports a few functions asks for nothing after its deployment', () => {
  const { stack } = discover({ index: "exports.getStreak = require('firestreak').getStreak;" });
  expect(Object.keys(stack.endpoints)).toEqual(['getStreak']);
  expect(stack.lifecycleHooks).toBeUndefined();
});
