import { Timestamp } from 'firebase-admin/firestore';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { cloud } from '../../functions/src/cloud';
import { deliveryTask } from '../../functions/src/contracts/messages';
import type { Row } from '../../functions/src/edge/rows';
import { functions } from '../../functions/src/functions';
import { giveUpWith, usersIn } from '../../functions/src/platform/deadLetter';
import { everyDocument } from '../support/everyDocument';
import { type App, startApp } from './app';

const giveUp = giveUpWith(cloud);

/** What the trigger of a row puts into the payload of a letter, if it gives work up. */
function payloadOf(row: Row): z.ZodType | undefined {
  if (row.kind === 'worker') {
    return z.union([row.message(), z.object({ messageId: z.string() })]);
  }
  if (row.kind !== 'task') return undefined;
  const malformed = z.object({ taskId: z.string() });
  const isGivenUp = row.givesUpAs !== undefined;
  return isGivenUp ? z.union([z.object({ task: row.task() }), malformed]) : malformed;
}

/** The payloads of the table, by functions. */
const ofTable = Object.entries<Row>(functions).flatMap(([name, row]): [string, z.ZodType][] => {
  const payload = payloadOf(row);
  return payload ? [[name, payload]] : [];
});

/** What the files besides that give work up put into it. */
const ofFiles: Record<string, z.ZodType> = {
  'deliver.ts': deliveryTask.pick({ uid: true, eventId: true, channel: true }),
  'commitUsers.ts': z.object({ uid: z.string() }),
  'remindShard.ts': z.object({ uid: z.string() }),
  'auditStreaks.ts': z.object({ uid: z.string() }),
  'deliverWebhook.ts': z.object({ uid: z.string(), endpoint: z.string(), webhookId: z.string() }),
  'publishEvents.ts': z.object({ uid: z.string(), outboxId: z.string() }),
};

/** The files of the triggers, which give up whatever row they are made for. */
const triggers = ['task.ts', 'worker.ts'];

/** Fields of payloads that name no user. */
const impersonal = [
  ...['activeSince', 'challengeId', 'channel', 'correlationId', 'day', 'eventId', 'first'],
  ...['endpoint', 'last', 'lastActiveDay', 'messageId', 'of', 'outboxId', 'requestedAt', 'runId'],
  ...['since', 'taskId', 'tenant', 'webhookId'],
];

const users = [
  'uid',
  'users/uid',
  'users/uid/events/e',
  'projects/p/databases/d/documents/users/uid',
];

type Json = z.core.JSONSchema.BaseSchema;

/** The names of all texts in a payload. */
function textsIn(schema: Json | boolean, name = ''): string[] {
  if (typeof schema === 'boolean') return [];
  const { type, properties = {}, items, anyOf = [] } = schema;
  return [
    ...(type === 'string' ? [name] : []),
    ...Object.entries(properties).flatMap(([field, each]) => textsIn(each, field)),
    ...(Array.isArray(items) ? items : items ? [items] : []).flatMap((each) => textsIn(each, name)),
    ...anyOf.flatMap((each) => textsIn(each, name)),
  ];
}

test('these files give work up, and no others', () => {
  const root = 'functions/src';
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /\bgiveUp\((\{|letterOf)/.test(readFileSync(`${root}/${file}`, 'utf8')))
    .map((file) => basename(file));
  expect(files.sort()).toEqual([...Object.keys(ofFiles), ...triggers].sort());
});

test.each([...ofTable, ...Object.entries(ofFiles)])(
  'a user in a letter of %s is found',
  (_, payload) => {
    for (const name of new Set(textsIn(z.toJSONSchema(payload, { io: 'input' })))) {
      if (impersonal.includes(name)) continue;
      const values = name === 'uid' ? ['uid'] : users.slice(1);
      for (const value of values)
        expect([name, usersIn({ a: [{ [name]: value }] })]).toEqual([name, ['uid']]);
    }
  },
);

test('the names of others are not', () => {
  expect(usersIn({ challengeId: 'users', path: 'myusers/ada', of: 'data', n: [1, null] })).toEqual(
    [],
  );
});

describe('a letter about a user', () => {
  let app: App;

  beforeAll(async () => {
    app = await startApp();
  });

  beforeEach(async () => {
    await app.backend.clear();
    app.at('2026-03-10T12:00:00Z');
    await app.log('Zoe', { timeZone: 'Europe/Berlin' });
  });

  afterAll(() => app.close());

  const documents = 'projects/p/databases/(default)/documents';
  const requestedAt = '2026-03-10T12:00:00.000Z';
  const task = { uid: 'Zoe', of: 'data', requestedAt, correlationId: 'run-1234' };
  const shards = { runId: '2026-03-10T12:00:00.000Z', shards: [1], activeSince: '2026-03-03' };
  const sweep = { first: '2026-03-01', last: '2026-03-02', shard: 1, correlationId: 'run-1234' };

  /** Operation, payload, and what is left of it when the user is erased. */
  const letters: [string, Record<string, unknown>, object | undefined][] = [
    ['maintainShard', { uid: 'Zoe' }, undefined],
    ['deliverNotification', { uid: 'Zoe', eventId: 'e', channel: 'push' }, undefined],
    ['finishErasure', { task }, undefined],
    [
      'buildInsights',
      { ...shards, after: { day: '2026-03-03', name: `${documents}/users/Zoe` } },
      shards,
    ],
    ['sweepOutage', { ...sweep, after: { day: '2026-03-02', path: 'users/Zoe' } }, sweep],
    ['sweepOutage', { ...sweep, after: { day: '2026-03-02', path: 'users/Zoe/events/e' } }, sweep],
  ];

  const letter = (operation: string, payload: Record<string, unknown>) => ({
    operation,
    key: 'k',
    payload,
    reason: 'message-kept-failing',
    attempts: 1,
    codes: ['14'],
    correlationId: 'run-1234',
  });

  const mentioning = async (text: string) =>
    [...(await everyDocument(app.db))].filter(([path, data]) => (path + data).includes(text));

  test.each(letters)('of %s is exported and erased: %j', async (operation, payload, left) => {
    await giveUp(letter(operation, payload));
    await giveUp({ ...letter('maintainShard', { uid: 'Zoey' }), key: 'other' });
    await expectErased(operation, left);
  });

  test.each(letters)(
    'of an earlier version, of %s, is too: %j',
    async (operation, payload, left) => {
      const { key: _, ...stored } = letter(operation, payload);
      const failedAt = Timestamp.fromMillis(0);
      const done = { status: 'replayed', replayedBy: 'Root-whom-nobody-shall-know' };
      await app.db.doc(`deadLetters/${operation}.k`).set({ ...stored, failedAt, ...done });
      await expectErased(operation, left);
    },
  );

  async function expectErased(operation: string, left: object | undefined): Promise<void> {
    const path = `deadLetters/${operation}.k`;
    const { documents: all } = (await app.call('Zoe', 'exportMyData')) as {
      documents: { path: string }[];
    };
    expect(all.filter((each) => each.path.startsWith('deadLetters/'))).toMatchObject([{ path }]);
    expect(JSON.stringify(all)).not.toContain('Root');
    const others = (await mentioning('Zoey')).length;
    await app.call('Zoe', 'deleteMyData');
    expect((await mentioning('Zoe')).length).toBe(others);
    expect((await app.db.doc(path).get()).get('payload')).toEqual(left);
  }

  test('of an erasure that is finished by replaying it is gone, and the replay is told', async () => {
    const { readTime } = await app.db.doc('users/Zoe').get();
    const late = { ...task, requestedAt: readTime.toDate().toISOString() };
    await giveUp(letter('finishErasure', { task: late }));
    const operator = { uid: 'root', claims: { admin: true } };
    const request = { ids: ['finishErasure.k'] };
    expect(await app.host.call('replayDeadLetters', request, operator)).toMatchObject({
      results: [{ outcome: 'replayed' }],
    });
    expect(await mentioning('Zoe')).toEqual([]);
  });
});
