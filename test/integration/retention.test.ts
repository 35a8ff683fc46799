import { WriteBatch } from 'firebase-admin/firestore';
import { type CallableName, callables } from '../../functions/src/functions';
import { createApp } from '../../functions/src/app';
import { cloud } from '../../functions/src/cloud';
import { type RetentionMessage, retentionMessage } from '../../functions/src/contracts/messages';
import { silenceOf } from '../../functions/src/features/retention/silence';
import { shardOf } from '../../functions/src/contracts/shards';
import { aChallenge, cardIdOf, requestsOfUser } from '../support/doEverything';
import { everyDocument } from '../support/everyDocument';
import { shareData, sharePath } from '../../functions/src/documents/share';
import { type Messaging, startMessaging } from './messaging';

const DAYS = 90;
const DAY_MS = 86_400_000;
const START = '2026-03-02T12:00:00Z';

let world: Messaging;
let uid: string;
let number = 0;

beforeAll(async () => {
  world = await startMessaging();
});

beforeEach(async () => {
  process.env['RETENTION_DAYS'] = String(DAYS);
  number += 1;
  uid = `Silent${number}`;
  await world.app.backend.clear();
  world.accounts.clear();
  world.app.auth.fail();
  world.app.at(START);
});

afterEach(async () => {
  await world.until('2028-01-01T00:00:00Z');
  delete process.env['RETENTION_DAYS'];
});

afterAll(() => world.close());

const later = (days: number) => new Date(Date.parse(START) + days * DAY_MS).toISOString();
const stored = async (user = uid) => {
  const documents = await everyDocument(world.app.db);
  return [...documents]
    .filter(([path, data]) => (path + data).includes(user))
    .map(([path]) => path);
};
const log = (user = uid) =>
  world.app.log(user, { timeZone: 'Europe/Berlin', type: 'evaluation_high' });

async function runAt(instant: string): Promise<void> {
  await world.until(instant);
  await world.app.host.runSchedule('scheduleRetention', new Date(instant));
  await world.app.host.idle();
}

/** A run, and all that follows from it within an hour: also that it is looked again. */
async function expireAt(instant: string): Promise<void> {
  await runAt(instant);
  await world.until(new Date(Date.parse(instant) + 3_600_000).toISOString());
}

test('whoever has been silent for so long is erased, in every place; nobody else is', async () => {
  await world.user(uid);
  await log();
  await world.app.call(uid, 'updatePreferences', { language: 'de' });
  await world.app.host.idle();
  world.app.at(later(30));
  await log('Neighbour');
  const ofNeighbour = await stored('Neighbour');
  await expireAt(later(DAYS));
  expect((await stored()).length).toBeGreaterThan(3);
  await expireAt(later(DAYS + 4));
  expect(await stored()).toEqual([]);
  expect(await stored('Neighbour')).toEqual(ofNeighbour);
  expect(world.app.host.failures).toEqual([]);
});

test('nobody is while users never expire', async () => {
  await log();
  process.env['RETENTION_DAYS'] = '0';
  const before = await stored();
  await expireAt(later(3_650));
  expect(await stored()).toEqual(before);
});

test.each([0, DAYS])(
  'a sign of life is noted where users expire at all: after %i days',
  async (days) => {
    process.env['RETENTION_DAYS'] = String(days);
    await world.app.call(uid, 'updatePreferences', { dailyCap: 2 });
    const user = (await world.app.db.doc(`users/${uid}`).get()).data() ?? {};
    expect('seenAt' in user).toBe(days > 0);
  },
);

test('whoever comes back afterwards begins anew', async () => {
  await log();
  await expireAt(later(DAYS + 4));
  await log();
  await world.until(later(DAYS + 5)); // it has been looked again
  expect(await world.app.call(uid, 'getStreak')).toMatchObject({ activities: 1, current: 1 });
});

describe('somebody is found who', () => {
  test.each<[string, () => Promise<unknown>]>([
    [
      'has chosen a zone and never done anything',
      () => world.app.call(uid, 'setTimeZone', { timeZone: 'Asia/Tokyo' }),
    ],
    ['has registered a device and nothing else', () => world.user(uid)],
    [
      'has chosen preferences and nothing else',
      () => world.app.call(uid, 'updatePreferences', { dailyCap: 2 }),
    ],
  ])('%s', async (_, act) => {
    await act();
    await expireAt(later(DAYS - 1));
    expect(await stored()).not.toEqual([]);
    await expireAt(later(DAYS + 4));
    expect(await stored()).toEqual([]);
  });
});

describe('a sign of life is', () => {
  const writing = Object.entries(requestsOfUser).filter(
    ([name]) => name !== 'deleteMyData' && callables[name as CallableName].access.by === 'user',
  ) as [CallableName, (user: string) => object][];

  /** What is written so that reading is bounded, or costs less the next time. */
  const forReads = /^(rateLimits|calendars|insights)\//;

  /** Makes a call of every kind possible, and do something. */
  async function prepare(): Promise<void> {
    const { app } = world;
    await log();
    world.accounts.set('root', { customAttributes: '{"admin":true}' });
    await app.host.call('createChallenge', aChallenge, { uid: 'root', claims: { admin: true } });
    await app.call(uid, 'setLeaderboardProfile', { displayName: 'Somebody' });
    await app.db.doc(`deliveries/${uid}_milestone.7.2026-03-02_push`).set({ uid });
    const card = { kind: 'streak', theme: 'light', streak: 7 } as const;
    const never = { createdAt: 0, expiresAt: 0, revokedAt: null, expireAt: 0 };
    await app.db.doc(sharePath(cardIdOf(uid))).set(shareData({ uid, card, ...never }));
  }

  test.each(writing)('%s, if it writes anything', async (name, request) => {
    await prepare();
    await world.until(later(60));
    const before = await everyDocument(world.app.db);
    await world.app.call(uid, name, request(uid)).catch(() => undefined);
    const hasWritten = [...(await everyDocument(world.app.db))].some(
      ([path, data]) =>
        (path + data).includes(uid) && !forReads.test(path) && before.get(path) !== data,
    );
    await expireAt(later(DAYS + 30));
    const isThere = (await world.app.db.doc(`users/${uid}`).get()).exists;
    expect({ name, isThere }).toEqual({ name, isThere: hasWritten });
  });

  test('that the app is used, as Auth knows it', async () => {
    await log();
    world.accounts.set(uid, { lastRefreshAt: later(30) });
    await expireAt(later(DAYS + 10));
    expect(await stored()).not.toEqual([]);
    await expireAt(later(DAYS + 31));
    expect(await stored()).toEqual([]);
  });

  test('a pause, until it is over', async () => {
    await log();
    await world.app.call(uid, 'setPause', { from: '2026-03-03', to: '2026-03-20' });
    await expireAt(later(DAYS + 5));
    expect(await stored()).not.toEqual([]);
    await expireAt(later(DAYS + 30));
    expect(await stored()).toEqual([]);
  });
});

test.each(Array.from({ length: 4 }, (_, n) => [n * 15]))(
  'of users who come back at that very moment (%d ms after the run begins), each keeps everything or begins anew',
  async (delay) => {
    const users = Array.from({ length: 20 }, (_, n) => `${uid}-${n}`);
    for (const user of users) await log(user);
    await world.app.host.idle();
    await world.until(later(DAYS + 4));
    const run = world.app.host.runSchedule('scheduleRetention', new Date(later(DAYS + 4)));
    await new Promise((resolve) => setTimeout(resolve, delay));
    const back = users.map((user, n) =>
      new Promise((resolve) => setTimeout(resolve, n * 3)).then(() => log(user)),
    );
    await Promise.all([run, ...back]);
    await world.app.host.idle();
    await world.until(later(DAYS + 5)); // it has been looked again
    for (const user of users) {
      const { docs } = await world.app.db.collection(`users/${user}/activities`).get();
      const streak = (await world.app.call(user, 'getStreak')) as { activities: number };
      expect([1, 2]).toContain(streak.activities);
      expect(docs).toHaveLength(streak.activities);
      const months = await world.app.db.collection(`users/${user}/months`).get();
      expect(months.size).toBe(streak.activities);
    }
    expect(world.app.host.failures).toEqual([]);
  },
);

test('an erasure that breaks off is finished later', async () => {
  await log();
  const commit = jest.spyOn(WriteBatch.prototype, 'commit').mockImplementation(() => {
    throw Object.assign(new Error('down'), { code: 14 });
  });
  await runAt(later(DAYS + 4));
  commit.mockRestore();
  expect(await stored()).toContainEqual(expect.stringContaining('/activities/'));
  await world.until(later(DAYS + 5));
  expect(await stored()).toEqual([]);
});

test('that it is looked again does no harm to whoever turned out not to be silent', async () => {
  await log();
  const { readTime } = await world.app.db.doc(`users/${uid}`).get();
  const before = await stored();
  const requestedAt = readTime.toDate().toISOString();
  const task = { uid, of: 'silence', requestedAt, correlationId: 'a-test' } as const;
  const context = { operation: 'finishErasure', correlationId: task.correlationId };
  await createApp(cloud).finishErasure(task, context);
  expect(await stored()).toEqual(before);
});

test('a run erases only so many; the others have their turn in the next', async () => {
  const shards = Array.from({ length: 10 }, (_, shard) => shard);
  const users = Array.from({ length: 1_000 }, (_, n) => `${uid}-${n}`)
    .filter((user) => shards.includes(shardOf(user)))
    .slice(0, 60);
  expect(users).toHaveLength(60);
  for (const user of users) await log(user);
  await world.until(later(DAYS + 4));
  const { since, lastActiveDay } = silenceOf(DAYS, Date.parse(later(DAYS + 4)));
  const announced: RetentionMessage[] = [];
  const { expireUsers } = createApp({
    ...cloud,
    publish: (_, message) => Promise.resolve(void announced.push(retentionMessage.parse(message))),
  });
  const message = {
    ...{ runId: later(DAYS + 4), lastActiveDay, since: new Date(since).toISOString() },
    ...{ shards, left: 53 },
  };
  const context = { operation: 'expireUsers', correlationId: 'a-test' };
  const exist = async () => {
    const found = await Promise.all(users.map((user) => world.app.db.doc(`users/${user}`).get()));
    return found.filter(({ exists }) => exists).length;
  };
  // At its deadline a worker hands on after a page, with what is left of the number.
  expect(await expireUsers(message, context, 0)).toMatchObject({
    seen: 50,
    metrics: { users_expired: 50 },
  });
  expect(announced).toEqual([expect.objectContaining({ left: 3 })]);
  const [rest = message] = announced;
  expect(await expireUsers(rest, context, Infinity)).toMatchObject({
    metrics: { users_expired: 3 },
  });
  expect(announced).toHaveLength(1);
  expect(await exist()).toBe(7);
  expect(await expireUsers(message, context, Infinity)).toMatchObject({
    metrics: { users_expired: 7 },
  });
  expect(await exist()).toBe(0);
});

test('it can be said beforehand how many would be erased', async () => {
  await log();
  await log('Reader');
  world.accounts.set('Reader', { lastRefreshAt: later(100) });
  world.accounts.set('root', { customAttributes: '{"admin":true}' });
  world.app.at(later(120));
  await log('Active');
  await world.app.host.idle(); // what follows from the activities is stored as well
  const before = await everyDocument(world.app.db);
  const preview = (days: number) =>
    world.app.host.call('previewRetention', { days }, { uid: 'root', claims: { admin: true } });
  expect(await preview(DAYS)).toEqual({
    silentSince: later(30),
    withoutActivity: 2,
    examined: 2,
    silent: 1,
  });
  expect(await preview(365)).toMatchObject({ withoutActivity: 0, examined: 0, silent: 0 });
  expect(await everyDocument(world.app.db)).toEqual(before);
});

// The last: it opens the breaker.
test('nobody is erased while Auth does not answer', async () => {
  await log();
  const before = await stored();
  world.app.auth.fail(500);
  await expireAt(later(DAYS + 4));
  expect(await stored()).toEqual(before);
});
