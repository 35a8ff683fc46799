import firebaseFunctionsTest from 'firebase-functions-test';
import * as deployed from '../functions/src';
import type { Row } from '../functions/src/edge/rows';
import { type CallableName, callables, functions } from '../functions/src/functions';
import { contracts } from '../tools/apiDocs/contracts';
import { scheduledMinutes } from '../tools/replay/schedule';

const names = Object.keys(functions) as (keyof typeof functions)[];
const rows = Object.entries<Row>(functions);
const callableNames = Object.keys(callables) as CallableName[];

/** What was deployed, without what is left to the defaults. */
const endpointOf = (name: string): unknown => {
  const { __endpoint: endpoint } = deployed[name as keyof typeof deployed];
  return JSON.parse(JSON.stringify(endpoint, (_, value: unknown) => value ?? undefined));
};

/** The trigger that a row asks for. */
function triggerOf(row: Row, name: string): object {
  switch (row.kind) {
    case 'callable':
      return { callableTrigger: {} };
    case 'https':
      return { httpsTrigger: {} };
    case 'schedule': {
      const retryConfig = { retryCount: 3 };
      return { scheduleTrigger: { schedule: row.cron, timeZone: 'Etc/UTC', retryConfig } };
    }
    case 'worker':
      return {
        eventTrigger: {
          eventType: 'google.cloud.pubsub.topic.v1.messagePublished',
          eventFilters: { topic: row.topic },
          retry: true,
        },
      };
    case 'task': {
      expect(row.queue).toBe(name);
      const { retry: retryConfig, maxConcurrentDispatches } = row;
      const rateLimits = maxConcurrentDispatches === undefined ? {} : { maxConcurrentDispatches };
      return { taskQueueTrigger: { retryConfig, rateLimits } };
    }
    case 'document':
      return {
        eventTrigger: {
          eventType: `google.cloud.firestore.document.v1.${row.on}`,
          eventFilters: { database: 'params.FIRESTORE_DATABASE_ID', namespace: '(default)' },
          eventFilterPathPatterns: { document: row.document },
          retry: true,
        },
      };
    case 'account':
      return {
        eventTrigger: {
          eventType: 'google.firebase.auth.user.v2.deleted',
          eventFilters: {}, // of whatever tenant
          retry: true,
          region: 'global',
        },
      };
  }
}

test('the index exports a function for each row of the table, and no other', () => {
  expect(Object.keys(deployed).sort()).toEqual([...names].sort());
});

test.each(rows)('%s is deployed as its row says', (name, row) => {
  const { scale, secrets = [] } = row;
  const needed = secrets.filter((name) => name !== 'WEBHOOK_SIGNING_SECRETS'); // there is no webhook
  expect(endpointOf(name)).toEqual({
    platform: 'gcfv2',
    region: 'params.LOCATION',
    labels: {},
    maxInstances: scale.maxInstances,
    concurrency: scale.concurrency,
    timeoutSeconds: scale.timeoutSeconds,
    availableMemoryMb: scale.memoryMiB,
    ...(needed.length > 0 && { secretEnvironmentVariables: needed.map((key) => ({ key })) }),
    ...(row.usesCache === true && { vpc: { connector: expect.anything() as unknown } }),
    ...triggerOf(row, name),
  });
});

test.each(rows)('%s says why it scales so', (_, { scale }) => {
  expect(scale.why).not.toBe('');
});

test.each(callableNames)('the contract of %s has the name of its row', (name) => {
  expect(callables[name].contract().name).toBe(name);
});

test('docs and clients know the contracts of the table, and no other', () => {
  const described = contracts.map(({ name }) => name);
  expect(described.sort()).toEqual([...callableNames].sort());
});

test('a topic has one worker', () => {
  const topics = rows.flatMap(([, row]) => (row.kind === 'worker' ? [row.topic] : []));
  expect(new Set(topics).size).toBe(topics.length);
});

test('only functions that need a secret get it', () => {
  const secrets = rows.map(([name, row]) => [name, [...(row.secrets ?? [])].sort()] as const);
  const sending = ['SENDGRID_API_KEY', 'SENDGRID_WEBHOOK_KEYS', 'UNSUBSCRIBE_SIGNING_KEYS'];
  expect(Object.fromEntries(secrets.filter(([, keys]) => keys.length > 0))).toEqual({
    deliverNotification: sending,
    deliverWebhook: ['WEBHOOK_SIGNING_SECRETS'],
    onStreakEvent: sending,
    sendgridEvents: ['SENDGRID_WEBHOOK_KEYS'],
    unsubscribe: ['UNSUBSCRIBE_SIGNING_KEYS'],
  });
});

test.each(callableNames)(
  '%s refuses whoever is not signed in, before it reads anything',
  async (name) => {
    const { wrap, cleanup } = firebaseFunctionsTest();
    const call = wrap(deployed[name] as typeof deployed.getStreak);
    await expect(call({ data: {} } as never)).rejects.toMatchObject({
      code: 'unauthenticated',
      details: { reason: 'sign-in-required' },
    });
    cleanup();
  },
);

test.each([
  ['maintenance', functions.scheduleMaintenance],
  ['reminders', functions.scheduleReminders],
] as const)('runs of a log know the schedule of %s', (name, { cron }) => {
  expect(cron).toBe(`${scheduledMinutes[name].join(',')} * * * *`);
});
