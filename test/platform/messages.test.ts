import type { z } from 'zod';
import {
  closeMessage,
  deliveryTask,
  insightsMessage,
  retentionMessage,
  shardMessage,
  sweepMessage,
  erasureTask,
} from '../../functions/src/contracts/messages';
import { timeShapes } from '../support/timeFields';
import { withValues } from '../support/withValues';

const at = '2026-03-10T12:00:00.000Z';
const day = '2026-03-10';
const documents = 'projects/p/databases/(default)/documents';

/** What functions tell each other, with all that may be in it. */
const messages: readonly (readonly [string, z.ZodType, object])[] = [
  ['shard', shardMessage, { runId: at, shards: [1] }],
  [
    'insights',
    insightsMessage,
    {
      ...{ runId: at, shards: [1], activeSince: day, part: 2 },
      after: { day, name: `${documents}/users/ada` },
    },
  ],
  [
    'retention',
    retentionMessage,
    {
      ...{ runId: at, shards: [1], since: at, lastActiveDay: day, left: 1 },
      after: { day, name: `${documents}/users/ada` },
    },
  ],
  [
    'sweep',
    sweepMessage,
    {
      first: day,
      last: day,
      shard: 1,
      after: { day, path: 'users/ada/events/e' },
      correlationId: 'any',
    },
  ],
  ['close', closeMessage, { challengeId: 'any', shards: [1], correlationId: 'any' }],
  [
    'delivery',
    deliveryTask,
    { uid: 'ada', eventId: 'e', channel: 'push', at, correlationId: 'any' },
  ],
  ['erasure', erasureTask, { uid: 'ada', of: 'data', requestedAt: at, correlationId: 'any' }],
];

test.each(messages)('the %s message is understood', (_, schema, message) => {
  expect(schema.parse(message)).toEqual(message);
});

const beyond: Readonly<Record<string, readonly string[]>> = {
  date: ['0000-01-01', '1969-12-31', '3000-01-01', '9999-12-31', '2026-02-30'],
  'date-time': ['0000-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '3000-01-01T00:00:00Z'],
};

test.each(messages)(
  'the %s message names no time beyond the years 1970 to 2999',
  (_, schema, message) => {
    for (const { path, format } of timeShapes(schema).flatMap(({ times }) => times)) {
      for (const time of beyond[format] ?? []) {
        expect(schema.safeParse(withValues(message, { [path]: time })).success).toBe(false);
      }
    }
  },
);

test.each([
  ['insights', 'after.name', 'ada'],
  ['insights', 'after.name', 'users/ada'],
  ['insights', 'after.name', `${documents}/users/a/b`],
  ['insights', 'after.name', `${documents}/challenges/a`],
  ['retention', 'after.name', 'ada'],
  ['sweep', 'after.path', 'users'],
  ['sweep', 'after.path', 'users//events/e'],
  ['close', 'challengeId', 'a/b'],
  ['delivery', 'uid', 'a/b'],
  ['delivery', 'eventId', '..'],
  ['erasure', 'uid', 'a/b'],
  ['erasure', 'uid', ''],
  ['erasure', 'tenant', ''],
])('the %s message names documents: %s is not %j', (name, path, value) => {
  const [, schema, message] = messages.find(([each]) => each === name) ?? [];
  expect(schema?.safeParse(withValues(message ?? {}, { [path]: value })).success).toBe(false);
});
