import { PubSub } from '@google-cloud/pubsub';
import { Timestamp } from 'firebase-admin/firestore';
import { cloud } from '../../functions/src/cloud';
import type {
  ListDeadLettersResponse,
  ReplayDeadLettersResponse,
} from '../../functions/src/contracts/operators';
import { type DeadLetter, giveUpWith } from '../../functions/src/platform/deadLetter';
import { type App, startApp } from './app';
import { topics } from '../../functions/src/contracts/messages';

let app: App;
let pubsub: PubSub;

const giveUp = giveUpWith(cloud);

const MONDAY = '2026-03-02T12:00:00Z';
const WEDNESDAY = '2026-03-04T12:00:00Z';
const admin = { uid: 'operator', claims: { admin: true } };

const letter: DeadLetter = {
  operation: 'maintainShard',
  key: 'ann/ä',
  payload: { uid: 'ann' },
  reason: 'user-not-judged',
  attempts: 3,
  codes: ['14', '4'],
  correlationId: 'run-1234',
};

beforeAll(async () => {
  app = await startApp();
  pubsub = new PubSub();
});

beforeEach(async () => {
  await app.host.idle();
  await app.backend.clear();
  app.at(WEDNESDAY);
});

afterAll(async () => {
  await pubsub.close();
  await app.close();
});

const list = async (request: object = {}) =>
  (await app.host.call('listDeadLetters', request, admin)) as ListDeadLettersResponse;

const replay = async (...ids: string[]) => {
  const answer = await app.host.call('replayDeadLetters', { ids }, admin);
  return (answer as ReplayDeadLettersResponse).results.map(({ outcome }) => outcome);
};

/** A user who missed a day and whose document makes no sense. */
async function poisonedUser(uid: string): Promise<unknown> {
  app.at(MONDAY);
  await app.log(uid, { timeZone: 'Europe/Berlin' });
  const user = app.db.doc(`users/${uid}`);
  const told: unknown = (await user.get()).get('streak.told');
  await user.update({ 'streak.told': 'nonsense' });
  app.at(WEDNESDAY);
  return told;
}

test('given-up work is kept with its reason, attempts, codes and correlation id, for 90 days', async () => {
  await giveUp(letter);
  const kept = await app.db.collection('deadLetters').get();
  expect(kept.docs.map((doc) => [doc.id, doc.get('expireAt') as unknown])).toEqual([
    ['maintainShard.ann%2F%C3%A4', Timestamp.fromDate(new Date('2026-06-02T12:00:00Z'))],
  ]);
  const { key: _, ...fields } = letter;
  expect(kept.docs[0]?.data()).toMatchObject({ ...fields, status: 'open' });
});

test('it is published, and once only however often it is given up', async () => {
  const [subscription] = await pubsub
    .topic(topics.deadLetters)
    .createSubscription('letters')
    .catch(async () => {
      await pubsub.createTopic(topics.deadLetters);
      return pubsub.topic(topics.deadLetters).createSubscription('letters');
    });
  const received: unknown[] = [];
  subscription.on('message', (message) => {
    received.push(JSON.parse(message.data.toString()));
    message.ack();
  });
  await giveUp(letter);
  await giveUp({ ...letter, attempts: 1 });
  await giveUp({ ...letter, key: 'bob' });
  while (received.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(received).toMatchObject([
    { ...letter, id: 'maintainShard.ann%2F%C3%A4' },
    { key: 'bob', id: 'maintainShard.bob' },
  ]);
  await subscription.delete();
});

test('the same work given up by many at once makes one letter', async () => {
  await Promise.all(Array.from({ length: 10 }, () => giveUp(letter)));
  expect((await list()).letters).toHaveLength(1);
});

test('work that fails again after its replay is an open letter again', async () => {
  await giveUp(letter);
  expect(await replay('maintainShard.ann%2F%C3%A4')).toEqual(['replayed']);
  expect((await list()).letters).toEqual([]);
  await giveUp(letter);
  expect((await list()).letters).toMatchObject([{ status: 'open', replayedAt: null }]);
});

test('letters are listed latest first, page by page', async () => {
  for (const [index, key] of ['a', 'b', 'c'].entries()) {
    app.at(`2026-03-04T12:00:0${index}Z`);
    await giveUp({ ...letter, key });
  }
  const first = await list({ limit: 2 });
  expect(first.letters.map(({ id }) => id)).toEqual(['maintainShard.c', 'maintainShard.b']);
  const second = await list({ limit: 2, after: first.next });
  expect(second).toMatchObject({ letters: [{ id: 'maintainShard.a' }], next: null });
});

test('a list goes on after a letter that was replayed since, and after none that is not there', async () => {
  for (const [index, key] of ['a', 'b'].entries()) {
    app.at(`2026-03-04T12:00:0${index}Z`);
    await giveUp({ ...letter, key });
  }
  const { next } = await list({ limit: 1 });
  expect(await replay('maintainShard.b')).toEqual(['replayed']);
  expect(await list({ after: next })).toMatchObject({ letters: [{ id: 'maintainShard.a' }] });
  for (const after of ['maintainShard.nobody', 'maintainShard.constructor', 'users.ann']) {
    await expect(list({ after })).rejects.toMatchObject({
      details: { reason: 'malformed-request' },
      message: expect.stringContaining('Begin again without it') as string,
    });
  }
});

test('a user who could not be judged is judged by the replay, once the cause is gone', async () => {
  const told = await poisonedUser('ann');
  await app.runMaintenance();
  const { letters } = await list();
  expect(letters).toMatchObject([{ id: 'maintainShard.ann', codes: ['ZodError'] }]);

  expect(await replay('maintainShard.ann')).toEqual(['failed']);
  await app.db.doc('users/ann').update({ 'streak.told': told });
  expect(await replay('maintainShard.ann')).toEqual(['replayed']);
  expect(await replay('maintainShard.ann')).toEqual(['already-replayed']);

  expect(await app.call('ann', 'getStreak')).toMatchObject({ current: 0 });
  expect((await app.db.doc('users/ann').get()).get('lapseAt')).toBeNull();
  expect((await app.db.collection('users/ann/events').get()).size).toBe(1);
});

test('a user who could not be reminded is one letter, and is reminded by its replay', async () => {
  for (const day of ['2026-02-28', '2026-03-01', '2026-03-02']) {
    app.at(`${day}T12:00:00Z`); // a run of three days, below which nobody is reminded
    await app.log('ann', { timeZone: 'Europe/Berlin' });
  }
  const user = app.db.doc('users/ann');
  const told: unknown = (await user.get()).get('streak.told');
  await user.update({ 'streak.told': 'nonsense' });
  app.at('2026-03-03T19:01:00Z');
  for (let run = 1; run <= 2; run += 1) {
    await app.host.runSchedule('scheduleReminders', new Date('2026-03-03T19:01:00Z'));
    await app.host.idle();
  }
  expect((await list()).letters).toMatchObject([
    { id: 'remindShard.ann', reason: 'user-not-judged', codes: ['ZodError'] },
  ]);
  await user.update({ 'streak.told': told });
  expect(await replay('remindShard.ann')).toEqual(['replayed']);
  await app.host.idle();
  expect((await app.db.collection('users/ann/events').get()).docs.map(({ id }) => id)).toContain(
    'at_risk.2026-03-03',
  );
});

test('two operators who replay at once judge the user once', async () => {
  const told = await poisonedUser('ann');
  await app.runMaintenance();
  await app.db.doc('users/ann').update({ 'streak.told': told });
  await Promise.all([1, 2, 3].map(() => replay('maintainShard.ann')));
  expect((await app.db.collection('users/ann/events').get()).size).toBe(1);
  expect((await list({ status: 'replayed' })).letters).toHaveLength(1);
});

test('a message that kept failing is announced once more by its replay', async () => {
  app.at(MONDAY);
  await app.log('ann', { timeZone: 'Europe/Berlin' });
  app.at(WEDNESDAY);
  const shards = Array.from({ length: 22 }, (_, shard) => shard);
  const all = [shards, shards.map((shard) => shard + 22), shards.map((n) => n + 42)];
  const ids = await Promise.all(
    all.map(async (some, index) => {
      const payload = { runId: new Date(WEDNESDAY).toISOString(), shards: some };
      await giveUp({ ...letter, key: `m${index}`, payload, reason: 'message-kept-failing' });
      return `maintainShard.m${index}`;
    }),
  );
  expect(await replay(...ids)).toEqual(['replayed', 'replayed', 'replayed']);
  await app.host.idle();
  expect(await app.call('ann', 'getStreak')).toMatchObject({ current: 0 });
  expect((await app.db.doc('users/ann').get()).get('lapseAt')).toBeNull();
});

test.each([
  ['no JSON', Buffer.from('{')],
  ['no shards', Buffer.from('{"runId":"x"}')],
])('a malformed message (%s) is kept and acknowledged, never looped', async (_, data) => {
  const messageId = await pubsub.topic(topics.maintenance).publishMessage({ data });
  await app.host.idle();
  expect(app.host.failures).toEqual([]);
  const { letters } = await list();
  expect(letters).toMatchObject([{ reason: 'malformed-message', payload: { messageId } }]);
  expect(await replay(`maintainShard.${messageId}`)).toEqual(['not-replayable']);
});

test('an id that names no letter is said to be unknown', async () => {
  expect(await replay('maintainShard.nobody')).toEqual(['unknown']);
});

test.each([
  ['listDeadLetters', {}],
  ['replayDeadLetters', { ids: ['maintainShard.ann'] }],
] as const)('%s is for administrators only', async (name, request) => {
  const refused = { code: 'permission-denied', details: { reason: 'admin-required' } };
  await expect(app.call('ann', name, request)).rejects.toMatchObject(refused);
  const forged = { uid: 'ann', claims: { admin: 'true' } };
  await expect(app.host.call(name, request, forged)).rejects.toMatchObject(refused);
  await expect(app.host.call(name, request, admin)).resolves.toBeDefined();
});

test.each([
  ['listDeadLetters', { limit: 0 }],
  ['listDeadLetters', { after: 'a/b' }],
  ['replayDeadLetters', { ids: [] }],
  ['replayDeadLetters', { ids: ['..'] }],
  ['replayDeadLetters', { ids: ['maintainShard.a/b'] }],
] as const)('%s refuses %j', async (name, request) => {
  await expect(app.host.call(name, request, admin)).rejects.toMatchObject({
    details: { reason: 'malformed-request' },
  });
});
