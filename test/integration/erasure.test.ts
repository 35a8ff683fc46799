import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from '../../functions/src/app';
import type { RepairStreakResponse } from '../../functions/src/contracts/operators';
import { cloud } from '../../functions/src/cloud';
import { everyDocument } from '../support/everyDocument';
import { aChallenge } from '../support/doEverything';
import { type Messaging, startMessaging } from './messaging';

/** What is told apart here: what a user did before an erasure, and what they have begun since. */

let world: Messaging;
let number = 0;
let uid: string;
/** Does at the same times what the user does since, and nothing else. */
let twin: string;

const admin = { uid: 'root', claims: { admin: true } };
const zone = { timeZone: 'Europe/Berlin' };
const second = { ...aChallenge, challengeId: 'second', goal: { kind: 'active-days', target: 2 } };

beforeAll(async () => {
  world = await startMessaging();
});

beforeEach(async () => {
  number += 1;
  [uid, twin] = [`Returning${number}`, `Twinlike${number}`];
  await world.app.backend.clear();
  world.app.at('2026-03-02T12:00:00Z');
  await world.app.host.call('createChallenge', { ...aChallenge, capacity: 50 }, admin);
  await world.app.host.call('createChallenge', { ...second, capacity: 50 }, admin);
});

afterEach(() => world.until('2026-12-01T00:00:00Z'));

afterAll(() => world.close());

/** A week, with all that hangs on it. */
async function before(user: string): Promise<void> {
  const { app } = world;
  await world.user(user);
  for (let day = 2; day <= 8; day += 1) {
    app.at(`2026-03-0${day}T12:00:00Z`);
    await app.log(user, { ...zone, activityId: `old-${day}`, type: 'evaluation_high' });
  }
  await app.call(user, 'joinChallenge', { challengeId: aChallenge.challengeId });
  await app.call(user, 'setLeaderboardProfile', { displayName: 'Old Name' });
  await app.call(user, 'updatePreferences', { dailyCap: 1 });
  await app.call(user, 'createShare', { fields: ['streak'] });
  await app.call(user, 'getInsights');
  await app.host.idle();
}

/** Three days of somebody who begins anew, on the day after a missed one. */
async function since(user: string): Promise<void> {
  const { app } = world;
  for (const day of [10, 11, 12]) {
    app.at(`2026-03-${day}T12:00:00Z`);
    await app.log(user, { ...zone, activityId: `new-${day}`, type: 'quiz_hard_passed' });
    if (day === 10) await app.call(user, 'joinChallenge', { challengeId: 'second' });
  }
  await app.host.idle();
}

const pathsOf = async (user: string) =>
  [...(await everyDocument(world.app.db))]
    .filter(([path, data]) => (path + data).includes(user))
    .map(([path]) => path.replaceAll(user, 'uid'))
    .sort();

/** All that follows from activities, without what says when and by which call it was written. */
async function stateOf(user: string): Promise<unknown> {
  const { app } = world;
  const { streak, standing, level } = (await app.db.doc(`users/${user}`).get()).data() ?? {};
  const months = await app.db.collection(`users/${user}/months`).get();
  const events = await app.db.collection(`users/${user}/events`).get();
  const activities = await app.db.collection(`users/${user}/activities`).get();
  const parts = await app.db.collectionGroup('participants').where('uid', '==', user).get();
  return JSON.parse(
    JSON.stringify({
      view: await app.call(user, 'getStreak'),
      calendar: await app.call(user, 'getCalendar', { month: '2026-03' }),
      streak: { ...(streak as object), enrolments: null },
      standing: standing as unknown,
      level: level as unknown,
      months: months.docs.map((month): unknown[] => [month.id, month.data()]),
      events: events.docs.map((event): unknown[] => [event.id, event.get('kind')]),
      activities: activities.docs.map((activity): unknown[] => [
        activity.id,
        activity.get('response'),
      ]),
      parts: parts.docs.map((part): unknown[] => [
        part.ref.parent.parent?.id,
        part.get('value'),
        part.get('completedOn'),
        part.get('status'),
      ]),
    }),
  );
}

async function places(challengeId: string): Promise<number> {
  const slots = await world.app.db.collection(`challenges/${challengeId}/slots`).get();
  return slots.docs.reduce((sum, slot) => sum + (slot.get('taken') as number), 0);
}

/** Everything is of the new beginning alone, to the last field. */
async function expectNewAlone(): Promise<void> {
  expect(await stateOf(uid)).toEqual(await stateOf(twin));
  expect((await pathsOf(uid)).filter((path) => /old|Old/.test(path))).toEqual([]);
  expect(await places('second')).toBe(2);
  expect(await places(aChallenge.challengeId)).toBe(0);
  const repaired = (await world.app.host.call(
    'repairStreak',
    { uid },
    admin,
  )) as RepairStreakResponse;
  expect(repaired).toMatchObject({ repaired: false });
  const left = await pathsOf(uid);
  const told = left.flatMap((path) => /^deliveries\/uid_(.*)_/.exec(path)?.[1] ?? []);
  expect(told.filter((event) => !left.includes(`users/uid/events/${event}`))).toEqual([]);
  expect(left.filter((path) => /^(shares|insights|leaderboards)/.test(path))).toEqual([]);
}

const account = (createdAt: Date) => ({
  email: `${uid}@example.com`,
  emailVerified: true,
  createdAt: String(createdAt.getTime()),
});

describe('an account that is deleted and created again under its uid', () => {
  test('keeps what was logged since, and nothing else, when Auth tells at once', async () => {
    await before(uid);
    world.accounts.delete(uid);
    await world.app.host.deleteAccount(uid);
    await world.app.host.idle(); // the months' triggers come after it
    expect(await pathsOf(uid)).toEqual([]);
    world.accounts.set(uid, account(new Date()));
    await since(uid);
    await since(twin);
    await world.until('2026-03-12T14:00:00Z');
    await expectNewAlone();
  });

  test('keeps what was logged since, and nothing else, when Auth tells late, and twice', async () => {
    await before(uid);
    const ofTheApp = world.app.db.doc(`teams/${aChallenge.challengeId}/participants/${uid}`);
    await ofTheApp.set({ uid });
    await sleep(5);
    const deletedAt = new Date();
    world.accounts.set(uid, account(new Date()));
    await sleep(5);
    await since(uid); // into the documents of before
    await since(twin);
    expect(await world.app.call(uid, 'getStreak')).toMatchObject({ activities: 10 });
    await world.app.host.deleteAccount(uid, deletedAt);
    expect((await ofTheApp.get()).exists).toBe(true);
    await ofTheApp.delete();
    await expectNewAlone();
    await world.app.host.deleteAccount(uid, deletedAt);
    await world.until('2026-03-12T14:00:00Z');
    await expectNewAlone();
  });

  test('loses what it logged before a later request, also when the deletion is told in between', async () => {
    await before(uid);
    await sleep(5);
    const deletedAt = new Date();
    world.accounts.set(uid, account(new Date()));
    await sleep(1_100); // Auth tells whole seconds
    world.app.at('2026-03-09T12:00:00Z');
    await world.app.log(uid, { ...zone, activityId: 'old-9' });
    await sleep(5);
    const requestedAt = new Date().toISOString();
    await sleep(5);
    await since(uid);
    await since(twin);
    await world.app.host.deleteAccount(uid, deletedAt); // gives the activity since another answer
    const task = { uid, of: 'data', requestedAt, correlationId: 'a-later-request' } as const;
    const context = { operation: 'finishErasure', correlationId: task.correlationId };
    await createApp(cloud).finishErasure(task, context);
    await world.until('2026-03-12T14:00:00Z');
    await expectNewAlone();
  });

  test('loses what the token of the old account wrote before it was created', async () => {
    await before(uid);
    world.accounts.delete(uid);
    await world.app.host.deleteAccount(uid);
    world.app.at('2026-03-09T12:00:00Z');
    await world.app.log(uid, { ...zone, activityId: 'old-token' });
    await sleep(1_100); // Auth tells whole seconds
    world.accounts.set(uid, account(new Date()));
    await since(uid);
    await since(twin);
    expect(await world.app.call(uid, 'getStreak')).toMatchObject({ activities: 4 });
    await world.until('2026-03-12T14:00:00Z');
    await expectNewAlone();
  });

  test('loses all that the token of the old account wrote while there is no other', async () => {
    await before(uid);
    world.accounts.delete(uid);
    await world.app.host.deleteAccount(uid);
    await world.app.log(uid, zone);
    await world.until('2026-03-09T14:00:00Z');
    expect(await pathsOf(uid)).toEqual([]);
  });
});

describe('a deletion that broke off before it had deleted anything', () => {
  /** Fails in every write until it is over. */
  async function broken(): Promise<void> {
    const { db } = world.app;
    const spies = (['batch', 'runTransaction'] as const).map((name) =>
      jest.spyOn(db, name).mockImplementation(() => {
        throw Object.assign(new Error('down'), { code: 14 });
      }),
    );
    await world.app.call(uid, 'deleteMyData').catch(() => undefined);
    for (const spy of spies) spy.mockRestore();
  }

  test('is finished, and leaves what was done since as if nothing had been before', async () => {
    await before(uid);
    process.env['LIFT_RATE_LIMITS'] = 'true';
    world.app.at('2026-03-10T11:50:00Z');
    await broken();
    delete process.env['LIFT_RATE_LIMITS'];
    await sleep(5);
    await since(uid);
    await since(twin);
    expect(await world.app.call(uid, 'getStreak')).toMatchObject({ activities: 10 });
    await world.until('2026-03-12T14:00:00Z');
    await expectNewAlone();
  });

  test('for want of time says so, deletes what it can, and is finished later', async () => {
    await before(uid);
    const { db } = world.app;
    const more = db.bulkWriter();
    for (let n = 0; n < 1_500; n += 1) void more.create(db.doc(`users/${uid}/repairs/${n}`), { n });
    await more.close();
    const all = (await pathsOf(uid)).length;
    const batch = db.batch.bind(db);
    const now = performance.now.bind(performance);
    let pages = 0;
    const spies = [
      jest.spyOn(performance, 'now').mockImplementation(() => now() + (pages > 6 ? 600_000 : 0)),
      jest.spyOn(db, 'batch').mockImplementation(() => {
        pages += 1;
        return batch();
      }),
    ];
    await expect(world.app.call(uid, 'deleteMyData')).rejects.toMatchObject({
      code: 'unavailable',
      details: { reason: 'erasure-incomplete' },
    });
    for (const spy of spies) spy.mockRestore();
    const left = (await pathsOf(uid)).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(all - 250);
    await world.until('2026-03-08T12:20:00Z');
    expect(await pathsOf(uid)).toEqual([]);
  });

  test('leaves what was set since, and what was set before goes', async () => {
    await before(uid);
    process.env['LIFT_RATE_LIMITS'] = 'true';
    world.app.at('2026-03-10T11:50:00Z');
    await broken();
    delete process.env['LIFT_RATE_LIMITS'];
    await sleep(5);
    await world.app.call(uid, 'setRestDays', { weekdays: [6] });
    await world.until('2026-03-12T14:00:00Z');
    const user = (await world.app.db.doc(`users/${uid}`).get()).data();
    expect(user).toMatchObject({ streak: { plan: { rest: [{ weekdays: [6] }] }, recent: {} } });
    expect(user).not.toHaveProperty('profile');
    expect(user).not.toHaveProperty('preferences');
    expect(await world.app.call(uid, 'getStreak')).toMatchObject({ activities: 0, longest: 0 });
  });
});

describe('whoever deletes their data and acts at the same moment', () => {
  test('has, in whatever order, a streak of exactly the activities that are left', async () => {
    await before(uid);
    world.app.at('2026-03-10T12:00:00Z');
    const logs = Array.from({ length: 24 }, (_, n) =>
      sleep(n * 4).then(() => world.app.log(uid, { ...zone, activityId: `racing-${n}` })),
    );
    const erasures = [10, 30, 60].map((ms) =>
      sleep(ms).then(() => world.app.call(uid, 'deleteMyData').catch(() => undefined)),
    );
    const devices = sleep(80).then(() => world.user(uid));
    await Promise.all([...logs, ...erasures, devices]);
    await world.until('2026-03-10T12:20:00Z');
    const { size } = await world.app.db.collection(`users/${uid}/activities`).get();
    if (size > 0) {
      const streak = await world.app.call(uid, 'getStreak');
      expect(streak).toMatchObject({ activities: size, current: 1, longest: 1, xp: size * 10 });
      const repaired = await world.app.host.call('repairStreak', { uid }, admin);
      expect(repaired).toMatchObject({ repaired: false });
    }
    const last = await world.app.log(uid, { ...zone, activityId: 'last' });
    expect(last.streak.activities).toBe(size + 1);
    expect((await pathsOf(uid)).filter((path) => path.includes('old-'))).toEqual([]);
  });

  test('leaves no place taken in a challenge that they are not in', async () => {
    await before(uid);
    world.app.at('2026-03-10T12:00:00Z');
    const join = () =>
      world.app.call(uid, 'joinChallenge', { challengeId: 'second' }).catch(() => undefined);
    await Promise.all([
      world.app.call(uid, 'deleteMyData'),
      ...[0, 5, 10, 20, 40].map((ms) => sleep(ms).then(() => world.app.log(uid, zone).then(join))),
    ]);
    await world.until('2026-03-10T12:20:00Z');
    const user = await world.app.db.doc(`users/${uid}`).get();
    const enrolled = Object.keys((user.get('streak.enrolments') ?? {}) as object);
    const parts = await world.app.db.collectionGroup('participants').where('uid', '==', uid).get();
    expect(parts.docs.map(({ ref }) => ref.parent.parent?.id)).toEqual(enrolled);
    expect(await places('second')).toBe(enrolled.length);
    expect(await places(aChallenge.challengeId)).toBe(0);
  });

  test('keeps a device that was registered since', async () => {
    await before(uid);
    await world.app.call(uid, 'deleteMyData');
    await world.user(uid);
    await world.until('2026-03-08T12:20:00Z');
    expect(await pathsOf(uid)).toEqual([expect.stringMatching(/^users\/uid\/devices\//)]);
  });
});
