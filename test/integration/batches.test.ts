import { Timestamp } from 'firebase-admin/firestore';
import { activities as limit } from '../../functions/src/contracts/rateLimits';
import type { LogActivitiesResponse } from '../../functions/src/contracts/streaks';
import { clock } from '../../functions/src/platform/clock';
import { createServer } from '../../functions/src/server';
import { aChallenge } from '../support/doEverything';
import { everyDocument } from '../support/everyDocument';
import { type App, startApp } from './app';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.backend.clear();
  app.at('2026-03-10T12:00:00Z');
});

afterEach(() => {
  delete process.env['CLIENT_LOGGING'];
});

afterAll(() => app.close());

const server = createServer({ now: () => clock.now() });
const admin = { uid: 'root', claims: { admin: true } };
const berlin = { timeZone: 'Europe/Berlin' };
const quiz = { type: 'quiz_easy_passed', ...berlin };
const logAll = async (uid: string, activities: readonly object[]) =>
  (await app.call(uid, 'logActivities', { activities })) as LogActivitiesResponse;

/** Two days of somebody without a network: three zones, an hour that was passed over, and a slip. */
const queued = [
  { activityId: 'a', ...quiz, occurredAt: '2026-03-08T13:00:00Z' },
  { activityId: 'b', ...quiz, occurredAt: '2026-03-09T20:00:00Z', timeZone: 'Asia/Tokyo' },
  { activityId: 'c', ...quiz, occurredAt: '2026-03-09T21:00:00Z', quantity: 20 },
  { activityId: 'd', ...quiz, occurredAt: '2026-03-09T22:00:00Z', type: 'nap' },
  { activityId: 'e', ...quiz, occurredAt: '2026-03-10T02:00:00Z', timeZone: 'America/New_York' },
  { activityId: 'f', ...quiz, ageMs: 60_000 },
  { activityId: 'a', ...quiz, occurredAt: '2026-03-08T13:00:00Z' },
];

/** What is stored of a user, but for what names them, a call or an attempt. */
async function storedOf(uid: string) {
  const documents = [...(await everyDocument(app.db))];
  return documents
    .filter(([path]) => path.startsWith(`users/${uid}`))
    .map(([path, json]) => {
      const data = JSON.parse(json) as Record<string, unknown>;
      const named = ['correlationId', 'attempt', 'shard', 'at', 'receivedAt'];
      const rest = Object.entries(data).filter(([field]) => !named.includes(field));
      return [path.replace(uid, 'somebody'), Object.fromEntries(rest)] as const;
    });
}

test('what is logged at once is stored and answered as if it had been logged one by one', async () => {
  await app.host.call('createChallenge', aChallenge, admin);
  for (const uid of ['ada', 'ben']) {
    app.at('2026-03-06T12:00:00Z');
    await app.log(uid, { activityId: 'first', ...berlin });
    await app.call(uid, 'joinChallenge', { challengeId: aChallenge.challengeId });
    app.at('2026-03-10T12:00:00Z');
    await app.runMaintenance();
  }
  const one: unknown[] = [];
  for (const activity of queued) {
    one.push(await app.call('ben', 'logActivity', activity).catch((refusal: unknown) => refusal));
  }
  const { outcomes, streak, challenges } = await logAll('ada', queued);
  await app.host.idle();
  expect(outcomes.map(({ activityId }) => activityId)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'a']);
  for (const [index, { activityId, recorded, refused }] of outcomes.entries()) {
    if (recorded) expect(one[index]).toMatchObject({ activityId, ...recorded });
    else expect(one[index]).toMatchObject({ details: { reason: refused?.reason } });
  }
  expect(outcomes[3]?.refused).toMatchObject({
    reason: 'unknown-activity-type',
    code: 'invalid-argument',
  });
  expect(streak).toEqual(await app.call('ben', 'getStreak'));
  expect(challenges).toMatchObject([{ challengeId: 'everybody', value: 6 }]);
  const [ada, ben] = [await storedOf('ada'), await storedOf('ben')];
  const isEvent = ([path]: (typeof ada)[number]) => path.includes('/events/');
  expect(ada.filter((each) => !isEvent(each))).toEqual(ben.filter((each) => !isEvent(each)));
  // That the 9th was lost for a moment, between two activities of one batch, has not happened.
  const lostMeanwhile = ['streak_broken.2026-03-09.0', 'streak_restored.2026-03-09.1'];
  const happened = ben
    .filter(isEvent)
    .filter(([path]) => !lostMeanwhile.some((id) => path.endsWith(id)));
  expect(ada.filter(isEvent)).toEqual(happened);
});

test('sent again, also while it is on its way, it changes nothing', async () => {
  const [first] = await Promise.all([1, 2, 3].map(() => logAll('ada', queued)));
  await app.host.idle();
  const before = await everyDocument(app.db);
  const again = await logAll('ada', queued);
  expect(again).toEqual(first);
  expect(await everyDocument(app.db)).toEqual(before);
  expect(again.streak).toMatchObject({ activities: 5 });
});

test('beside other calls of the user none is lost and none counts twice', async () => {
  const batch = (from: number) =>
    Array.from({ length: 20 }, (_, n) => ({ activityId: `b${from + n}`, ...quiz }));
  await Promise.all([
    ...[0, 10, 20].map((from) => logAll('ada', batch(from))),
    ...[5, 15, 25, 45].map((n) => app.log('ada', { activityId: `b${n}`, ...berlin })),
  ]);
  const repair = await app.host.call('repairStreak', { uid: 'ada' }, admin);
  expect(repair).toMatchObject({ repaired: false });
  expect(await app.call('ada', 'getStreak')).toMatchObject({ activities: 41 });
});

test('one that is over the limit is refused with the wait, and those before it count', async () => {
  await app.log('ada', berlin);
  const price = 3_600_000 / limit.perHour;
  const paidAt = Timestamp.fromMillis(clock.now() + (limit.burst - 2) * price);
  await app.db.doc('users/ada').update({ activitiesPaidAt: paidAt });
  const { outcomes, streak } = await logAll('ada', queued.slice(0, 3));
  expect(outcomes.map(({ refused }) => refused?.reason)).toEqual([
    undefined,
    undefined,
    'too-many-calls',
  ]);
  expect(outcomes[2]?.refused).toMatchObject({ retryAfterMs: price, code: 'resource-exhausted' });
  expect(streak).toMatchObject({ activities: 3 });
});

test('where none counts of somebody of whom nothing is known, nothing is stored', async () => {
  const { timeZone: _, ...nowhere } = { activityId: 'x', ...quiz };
  const { outcomes, streak } = await logAll('nobody', [nowhere, { ...nowhere, type: 'nap' }]);
  expect(outcomes.map(({ refused }) => refused?.reason)).toEqual([
    'time-zone-unset',
    'unknown-activity-type',
  ]);
  expect(streak).toBeNull();
  expect(await everyDocument(app.db)).toEqual(new Map());
});

test.each([
  ['none', []],
  ['more than a hundred', Array.from({ length: 101 }, (_, n) => ({ activityId: `${n}`, ...quiz }))],
  ['one that is malformed', [queued[0], { activityId: 'a b', ...quiz }]],
])('a request with %s is refused, and nothing is stored', async (_, activities) => {
  await expect(logAll('ada', activities as object[])).rejects.toMatchObject({
    details: { reason: 'malformed-request' },
  });
  expect(await everyDocument(app.db)).toEqual(new Map());
});

test('a hundred of the longest are taken', async () => {
  const long = Array.from({ length: 100 }, (_, n) => ({
    activityId: `${n}`.padStart(128, 'x'),
    ...quiz,
    timeZone: 'America/Argentina/Buenos_Aires',
    occurredAt: '2026-03-10T11:00:00.000+00:00',
  }));
  const { outcomes } = await logAll('ada', long);
  expect(outcomes.filter(({ recorded }) => recorded)).toHaveLength(100);
});

describe('where clients may not log', () => {
  beforeEach(() => {
    process.env['CLIENT_LOGGING'] = 'false';
  });

  const refused = { code: 'permission-denied', details: { reason: 'client-logging-off' } };

  test('they are refused and nothing is stored, and they are told beforehand', async () => {
    await server.logActivity('ada', { activityId: 'a', ...quiz });
    await app.host.idle();
    const before = await everyDocument(app.db);
    await expect(app.log('ada', berlin)).rejects.toMatchObject(refused);
    await expect(logAll('ada', queued)).rejects.toMatchObject(refused);
    const undo = app.call('ada', 'undoActivity', { activityId: 'a' });
    await expect(undo).rejects.toMatchObject(refused);
    expect(await everyDocument(app.db)).toEqual(before);
    const { about } = (await app.call('ada', 'getStreak', { about: true })) as { about: object };
    expect(about).toMatchObject({ clientLogging: false });
  });

  test('all else works, and a server logs and takes back', async () => {
    await app.call('ada', 'setTimeZone', berlin);
    expect(await server.logActivities('ada', queued.slice(0, 3))).toMatchObject({
      streak: { activities: 3 },
    });
    expect(await server.undoActivity('ada', 'c')).toMatchObject({ streak: { activities: 2 } });
    expect(await app.call('ada', 'getStreak')).toMatchObject({ activities: 2 });
  });
});

describe('a server dates activities back', () => {
  const days = async (uid: string) => {
    const { days } = await server.explainStreak(uid, { from: '2026-02-20', to: '2026-03-10' });
    return Object.fromEntries(days.map(({ day, verdict }) => [day, verdict]));
  };

  /** Somebody with a run of three days who has missed the two after them, as the ledger says. */
  async function lost(uid: string) {
    for (const day of [20, 21, 22]) {
      app.at(`2026-02-${day}T12:00:00Z`);
      await app.log(uid, berlin);
    }
    for (const day of [25, 26, 27, 28]) {
      app.at(`2026-02-${day}T12:00:00Z`);
      await app.runMaintenance();
    }
    app.at('2026-03-10T12:00:00Z');
    await app.log(uid, berlin);
  }

  test('days that were settled are judged again, and every view agrees', async () => {
    await lost('ada');
    expect(await days('ada')).toMatchObject({ '2026-02-23': 'broken', '2026-02-24': 'missed' });
    const months = await app.call('ada', 'getCalendar', { month: '2026-02' });
    expect(months).toMatchObject({ totals: { active: 3 } });
    const at = (day: number) => `2026-02-${day}T12:00:00Z`;
    const { streak } = await server.logActivities('ada', [
      { activityId: 's23', ...quiz, occurredAt: at(23) },
      { activityId: 's24', ...quiz, occurredAt: at(24) },
    ]);
    await app.host.idle();
    expect(streak).toMatchObject({ longest: 5, activities: 6 });
    expect(await days('ada')).toMatchObject({
      '2026-02-23': 'active',
      '2026-02-24': 'active',
      '2026-02-25': 'broken',
    });
    expect(await app.call('ada', 'getCalendar', { month: '2026-02' })).toMatchObject({
      totals: { active: 5 },
    });
    const repair = await app.host.call('repairStreak', { uid: 'ada' }, admin);
    expect(repair).toMatchObject({ repaired: false });
  });

  test('a device cannot', async () => {
    await lost('ada');
    const old = { activityId: 's23', ...quiz, occurredAt: '2026-02-23T12:00:00Z' };
    await app.host.idle();
    const before = await everyDocument(app.db);
    await expect(app.call('ada', 'logActivity', old)).rejects.toMatchObject({
      details: { reason: 'out-of-range' },
    });
    expect(await everyDocument(app.db)).toEqual(before);
  });

  test('as far as it says, and no further', async () => {
    await lost('ada');
    const strict = createServer({ now: () => clock.now(), maxBackdateDays: 14 });
    const old = { activityId: 's23', ...quiz, occurredAt: '2026-02-23T12:00:00Z' };
    await expect(strict.logActivity('ada', old)).rejects.toMatchObject({ reason: 'out-of-range' });
    expect(() => createServer({ maxBackdateDays: 400 })).toThrow('a number from 2 to 366');
  });

  test('in a challenge the days that are settled stay as they are added up', async () => {
    await app.host.call(
      'createChallenge',
      { ...aChallenge, goal: { kind: 'active-days', target: 30 } },
      admin,
    );
    app.at('2026-02-20T12:00:00Z');
    await app.call('ada', 'setTimeZone', berlin);
    await app.call('ada', 'joinChallenge', { challengeId: aChallenge.challengeId });
    await lost('ada');
    const occurredAt = '2026-02-22T15:00:00Z';
    const more = await server.logActivity('ada', { activityId: 'more', ...quiz, occurredAt });
    expect(more.challenges).toMatchObject([{ value: 4 }]);
    const next = await app.log('ada', berlin);
    expect(next.challenges).toMatchObject([{ value: 4 }]);
  });
});

test('what happened on days that were settled long ago is told to nobody', async () => {
  const past = Array.from({ length: 9 }, (_, n) => ({
    ...{ activityId: `h${n}`, ...quiz },
    occurredAt: `2026-02-${11 + n}T12:00:00Z`,
  }));
  await server.logActivities('ada', past);
  await app.host.idle();
  const events = await app.db.collection('users/ada/events').get();
  const told = events.docs.map((event) => [event.id, event.get('backdated') === true]);
  expect(Object.fromEntries(told)).toEqual({
    'milestone.7.2026-02-11': true,
    'streak_broken.2026-02-20.0': true,
  });
  expect((await app.db.collection('deliveries').get()).size).toBe(0);
});
