import { logEntries } from '../support/logEntries';
import type { Firestore } from 'firebase-admin/firestore';
import type { MergeUsersResponse } from '../../functions/src/contracts/operators';
import { noOutages } from '../../functions/src/engine/outages';
import { auditStreaks } from '../../functions/src/features/audit/auditStreaks';
import { mergeUsers } from '../../functions/src/features/audit/mergeUsers';
import { type Bounds, planMerge } from '../../functions/src/features/audit/planMerge';
import { clock } from '../../functions/src/platform/clock';
import { program } from '../../functions/src/program';
import { createServer } from '../../functions/src/server';
import { everyDocument } from '../support/everyDocument';
import { aChallenge } from '../support/doEverything';
import { type App, startApp } from './app';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.backend.clear();
  app.at('2026-03-12T12:00:00Z');
});

afterAll(() => app.close());

const zone = { timeZone: 'Europe/Berlin' };
const admin = { uid: 'root', claims: { admin: true } };
const march = { from: '2026-03-01', to: '2026-03-31' };

/** Merges the account of a phone into that of a person. */
const merge = async (from = 'phone', into = 'ada') => {
  const request = { from, into, reason: 'One person', requestId: 'ticket-1' };
  const answer = (await app.host.call('mergeUsers', request, admin)) as MergeUsersResponse;
  await app.host.idle();
  return answer;
};

async function logOn(uid: string, days: readonly number[], activity: object = {}): Promise<void> {
  for (const day of days) {
    app.at(`2026-03-${String(day).padStart(2, '0')}T12:00:00Z`);
    await app.log(uid, { ...zone, activityId: `${uid}-${day}`, ...activity });
  }
}

/** What every page says of a user. */
async function pages(uid: string) {
  return {
    streak: await app.call(uid, 'getStreak'),
    explained: await app.call(uid, 'explainStreak', { from: '2026-03-01' }),
    calendar: await app.call(uid, 'getCalendar', march),
    insights: await app.call(uid, 'getInsights'),
  };
}

async function expectNoDrift(): Promise<void> {
  const rules = { db: app.db, program, now: () => clock.now(), random: Math.random };
  const deps = { ...rules, giveUp: () => Promise.reject(new Error('Nothing is to be given up.')) };
  expect(await auditStreaks({ ...deps, outages: noOutages }, 'audit')).toMatchObject({
    drifted: 0,
  });
}

const refusedAs = (reason: string) => ({ details: { reason } });

const activitiesOf = async (uid: string) =>
  (await app.db.collection(`users/${uid}/activities`).get()).docs.map(({ id }) => id);

test('a history in two accounts is the history of one, on every page', async () => {
  for (const day of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
    await logOn(day % 3 === 0 ? 'phone' : 'ada', [day]);
    await logOn('one', [day]);
  }
  app.at('2026-03-12T12:00:00Z');
  await app.runMaintenance();
  await pages('ada'); // what is cached is of before
  expect(await app.call('ada', 'getStreak')).toMatchObject({ current: 2 });
  const { streak, activities } = await merge();
  expect(activities).toBe(3);
  expect(streak).toMatchObject({ current: 11, longest: 11, activities: 11, xp: 110 });
  expect(await pages('ada')).toEqual(await pages('one'));
  await expectNoDrift();
  app.at('2026-03-15T12:00:00Z');
  await app.runMaintenance();
  expect(await pages('ada')).toEqual(await pages('one'));
  await expectNoDrift();
});

test('an activity that both have counts once, and one that either took back does not', async () => {
  await logOn('ada', [11], { activityId: 'same' });
  await logOn('phone', [11], { activityId: 'same' });
  app.at('2026-03-12T12:00:00Z');
  for (const uid of ['ada', 'phone']) await app.log(uid, { ...zone, activityId: 'wrong' });
  await app.log('ada', { ...zone, activityId: 'slip' });
  await app.call('phone', 'undoActivity', { activityId: 'wrong' });
  await app.call('ada', 'undoActivity', { activityId: 'slip' });
  await app.log('phone', { ...zone, activityId: 'slip' });
  expect(await merge()).toMatchObject({ activities: 0, streak: { activities: 1, current: 1 } });
  for (const activityId of ['wrong', 'slip']) {
    const again = app.log('ada', { ...zone, activityId });
    await expect(again).rejects.toMatchObject(refusedAs('activity-undone'));
  }
  await expectNoDrift();
});

test('what was moved is known when a device sends it again, and can be taken back', async () => {
  await logOn('ada', [11]);
  await logOn('phone', [12]);
  await merge();
  const again = await app.log('ada', { ...zone, activityId: 'phone-12' });
  expect(again).toMatchObject({ activityId: 'phone-12', day: '2026-03-12', xp: 10 });
  expect(again.streak).toMatchObject({ current: 2, activities: 2 });
  await app.call('ada', 'undoActivity', { activityId: 'phone-12' });
  expect(await app.call('ada', 'getStreak')).toMatchObject({ current: 1, activities: 1 });
  await expectNoDrift();
});

test('what a server has dated back counts on its day', async () => {
  await logOn('ada', [11, 12]);
  const server = createServer({ now: () => clock.now() });
  const back = { activityId: 'back', type: 'quiz_easy_passed', occurredAt: '2026-03-03T12:00:00Z' };
  await server.logActivity('phone', { ...back, ...zone });
  const { streak } = await server.mergeUsers({ from: 'phone', into: 'ada', reason: 'One person' });
  expect(streak).toMatchObject({ current: 2, longest: 2, activities: 3 });
  const { days } = (await app.call('ada', 'getCalendar', march)) as { days: { verdict: string }[] };
  expect(days[2]).toMatchObject({ day: '2026-03-03', verdict: 'active' });
  expect(await server.mergeUsers({ from: 'phone', into: 'ada', reason: 'Again' })).toMatchObject({
    activities: 1,
  });
  await expectNoDrift();
});

test('the same pair again changes nothing and is answered the same', async () => {
  await logOn('phone', [10, 11]);
  await logOn('ada', [12]);
  const answer = await merge();
  const withoutRecords = async () =>
    [...(await everyDocument(app.db))].filter(([path]) => !path.startsWith('operatorActions/'));
  const before = await withoutRecords();
  expect(await merge()).toEqual(answer);
  expect(await withoutRecords()).toEqual(before);
});

test('the account that ended says into which it went, starts no other history, and is empty', async () => {
  await logOn('phone', [10, 11]);
  await app.call('phone', 'registerDevice', { token: 'phone-0123456789', platform: 'web' });
  await logOn('ada', [12]);
  await merge();
  const calls: [Parameters<App['call']>[1], object][] = [
    ['logActivity', { activityId: 'late', type: 'quiz_easy_passed', ...zone }],
    ['logActivity', { activityId: 'phone-11', type: 'quiz_easy_passed', ...zone }],
    ['setTimeZone', zone],
    ['getStreak', {}],
    ['getCalendar', march],
    ['updatePreferences', { dailyCap: 1 }],
    ['registerDevice', { token: 'phone-0123456789', platform: 'web' }],
    ['joinChallenge', { challengeId: 'none' }],
  ];
  for (const [name, request] of calls.slice(0, -1)) {
    await expect(app.call('phone', name, request)).rejects.toMatchObject({
      code: 'failed-precondition',
      details: { reason: 'account-merged', into: 'ada' },
    });
  }
  expect(await app.call('phone', 'deleteMyData')).toEqual({ deleted: 0 });
  const left = [...(await everyDocument(app.db)).keys()].filter((path) => path.includes('phone'));
  expect(left.sort()).toEqual([
    ...['users/ada/activities/phone-10', 'users/ada/activities/phone-11'],
    ...['users/ada/repairs/merge.phone', 'users/phone'],
  ]);
  await app.call('ada', 'deleteMyData');
  await app.host.idle();
  expect((await app.db.doc('users/phone').get()).exists).toBe(false);
});

test('a merge is recorded with its reason, and whoever made it', async () => {
  await logOn('phone', [11]);
  await logOn('ada', [12]);
  await merge();
  const record = await app.db.doc('users/ada/repairs/merge.phone').get();
  expect(record.data()).toMatchObject({
    ...{ from: 'phone', reason: 'One person', requestId: 'ticket-1', activities: 1 },
  });
  const { docs } = await app.db.collection('operatorActions').get();
  expect(docs.map((action) => action.data())).toMatchObject([
    { call: 'mergeUsers', uid: 'root', outcome: 'done' },
  ]);
});

test.each<[string, () => Promise<unknown>, string, [string, string]]>([
  ['one account', () => logOn('ada', [12]), 'malformed-request', ['ada', 'ada']],
  ['an unknown account', () => logOn('ada', [12]), 'unknown-user', ['phone', 'ada']],
  ['into an unknown account', () => logOn('phone', [12]), 'unknown-user', ['phone', 'ada']],
  [
    'an account that went into another',
    async () => {
      for (const uid of ['phone', 'ada', 'ben']) await logOn(uid, [12]);
      await merge('phone', 'ben');
    },
    'account-merged',
    ['phone', 'ada'],
  ],
  [
    'into an account that went into another',
    async () => {
      for (const uid of ['phone', 'ada', 'ben']) await logOn(uid, [12]);
      await merge('ada', 'ben');
    },
    'account-merged',
    ['phone', 'ada'],
  ],
  [
    'an account that is being erased',
    async () => {
      await logOn('ada', [12]);
      await logOn('phone', [11, 12]);
      await app.db.doc('users/phone/activities/phone-11').delete();
    },
    'not-mergeable',
    ['phone', 'ada'],
  ],
])('%s is refused, and nothing changes', async (_, prepare, reason, [from, into]) => {
  await prepare();
  await app.host.idle();
  const stored = async () =>
    [...(await everyDocument(app.db))].filter(([path]) => !path.startsWith('operatorActions/'));
  const before = await stored();
  await expect(merge(from, into)).rejects.toMatchObject(refusedAs(reason));
  expect(await stored()).toEqual(before);
});

test('more activities than can be gone through are refused', async () => {
  await logOn('phone', [11, 12]);
  await logOn('ada', [11, 12]);
  const deps = { db: app.db, program, outages: noOutages, now: () => clock.now() };
  const plan = (bounds: Bounds) => planMerge(deps, request, bounds);
  const refusal = { reason: 'too-many-activities' };
  await expect(plan({ from: 1, into: 2 })).rejects.toMatchObject(refusal);
  await expect(plan({ from: 2, into: 1 })).rejects.toMatchObject(refusal);
  expect(await plan({ from: 2, into: 2 })).toMatchObject({ moved: { length: 2 } });
});

test('accounts that went into one that goes into another lead to that', async () => {
  for (const uid of ['phone', 'ada', 'ben']) await logOn(uid, [12]);
  await merge('phone', 'ada');
  await merge('ada', 'ben');
  for (const uid of ['phone', 'ada']) {
    await expect(app.call(uid, 'getStreak')).rejects.toMatchObject({ details: { into: 'ben' } });
  }
  expect(await app.call('ben', 'getStreak')).toMatchObject({ activities: 3, current: 1 });
});

test('what was given in either stays given: freezes, pauses, a challenge with its reward, the name', async () => {
  const challenge = {
    ...aChallenge,
    goal: { kind: 'active-days', target: 2 },
    reward: { xp: 100 },
  };
  await app.host.call('createChallenge', challenge, admin);
  app.at('2026-03-08T12:00:00Z');
  for (const uid of ['phone', 'ada']) {
    await app.call(uid, 'setTimeZone', zone);
    await app.call(uid, 'joinChallenge', { challengeId: challenge.challengeId });
  }
  await app.call('phone', 'setLeaderboardProfile', { displayName: 'Ada' });
  await app.call('phone', 'updatePreferences', { dailyCap: 2 });
  await logOn('phone', [8, 9]);
  await app.call('phone', 'setPause', { from: '2026-03-10', to: '2026-03-10' });
  await logOn('ada', [11]);
  app.at('2026-03-12T12:00:00Z');
  const gift = { adjustmentId: 'one', freezes: 1, reason: 'Sorry', day: '2026-03-11' };
  await app.host.call('adjustFreezes', { uid: 'phone', ...gift }, admin);
  const { streak } = await merge();
  expect(streak).toMatchObject({ current: 3, activities: 3, xp: 130, freezes: 1 });
  const part = await app.db.doc(`challenges/${challenge.challengeId}/participants/ada`).get();
  expect(part.data()).toMatchObject({
    ...{ status: 'completed', completedOn: '2026-03-09', value: 2, shown: true },
  });
  const user = await app.db.doc('users/ada').get();
  expect(user.data()).toMatchObject({
    ...{ profile: { displayName: 'Ada' }, preferences: { dailyCap: 2 }, streak: { listed: true } },
  });
  const events = await app.db.collection('users/ada/events').get();
  expect(events.docs.map(({ id }) => id)).toEqual([]); // the other account was told of the challenge
  await expectNoDrift();
});

test('a badge that no rule gives for the joined history stays', async () => {
  await logOn('ada', [1, 3, 5, 7, 9, 11]);
  await logOn('phone', [2, 4, 6, 8, 10, 12]);
  const phoenix = { 'streak.checkpoint.badges.phoenix': '2026-03-04' };
  await app.db.doc('users/phone').update(phoenix);
  const { streak } = await merge();
  expect(streak).toMatchObject({ current: 12, longest: 12 });
  expect(streak?.badges).toContainEqual({
    ...{ id: 'phoenix', earnedOn: '2026-03-04' },
    name: expect.any(String) as string,
  });
  await expectNoDrift();
  app.at('2026-03-16T12:00:00Z');
  await app.log('ada', zone);
  await expectNoDrift();
});

test('what the account that goes on was told wrongly is put right', async () => {
  await logOn('ada', [8, 9]);
  await logOn('phone', [10]);
  app.at('2026-03-11T04:00:00Z');
  await app.runMaintenance();
  app.at('2026-03-11T12:00:00Z');
  await merge();
  const events = await app.db.collection('users/ada/events').get();
  expect(events.docs.map(({ id }) => id).sort()).toEqual([
    'streak_broken.2026-03-10.0',
    'streak_restored.2026-03-10.1',
  ]);
});

const deps = (
  db: Firestore,
  erase: () => Promise<never> | Promise<{ deleted: 0; complete: true }>,
) => ({
  ...{ db, program, outages: noOutages, now: () => clock.now(), erase },
  lookAgain: () => Promise.resolve(),
});
const caller = { uid: 'root', correlationId: 'test' };
const request = { from: 'phone', into: 'ada', reason: 'One person' };

test('what a crash has left of the account that ended is erased by the retry', async () => {
  await logOn('phone', [11]);
  await logOn('ada', [12]);
  const crashed = deps(app.db, () => Promise.reject(new Error('as somebody typed it')));
  const answer = await mergeUsers(crashed, caller, request);
  expect(await activitiesOf('phone')).toEqual(['phone-11']);
  expect(await merge()).toEqual(answer);
  expect(await activitiesOf('phone')).toEqual([]);
  expect(await activitiesOf('ada')).toEqual(['ada-12', 'phone-11']);
  const entries = logEntries.filter(({ message }) => message.includes('erasure_incomplete'));
  expect(entries).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toContain('as somebody typed it');
});

test('a crash before anything is moved leaves both as they are, also when it is looked again', async () => {
  await logOn('phone', [11]);
  await logOn('ada', [12]);
  const stopped = {
    ...deps(app.db, () => Promise.resolve({ deleted: 0, complete: true })),
    lookAgain: async (task: object) => {
      const url = app.host.url('finishErasure');
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, {
        ...{ method: 'POST', headers, body: JSON.stringify({ data: task }) },
      });
      expect(response.status).toBe(204);
      throw new Error('stopped');
    },
  };
  await expect(mergeUsers(stopped, caller, request)).rejects.toThrow('stopped');
  expect(await activitiesOf('phone')).toEqual(['phone-11']);
  expect(await app.call('phone', 'getStreak')).toMatchObject({ activities: 1 });
});

test('activities that are logged in both while they are merged count once each, or are refused', async () => {
  await logOn('phone', [11]);
  await logOn('ada', [12]);
  const logged: string[] = [];
  const log = async (uid: string, nth: number) => {
    const activityId = `${uid}-during-${nth}`;
    await app.log(uid, { ...zone, activityId }).then(
      () => logged.push(activityId),
      (thrown: unknown) => {
        expect(thrown).toMatchObject(refusedAs('account-merged'));
      },
    );
  };
  const ids = Array.from({ length: 8 }, (_, nth) => nth);
  await Promise.all([
    ...ids.flatMap((nth) => [log('ada', nth), log('phone', nth)]),
    merge(),
    merge(),
  ]);
  await app.host.idle();
  expect((await activitiesOf('ada')).sort()).toEqual(['ada-12', 'phone-11', ...logged].sort());
  expect(logged.length).toBeGreaterThanOrEqual(8);
  expect(await app.call('ada', 'getStreak')).toMatchObject({
    ...{ current: 2, activities: logged.length + 2 },
  });
  expect(await activitiesOf('phone')).toEqual([]);
  await expectNoDrift();
});

test('two merges of one pair in both directions at once end one of them', async () => {
  await logOn('phone', [11]);
  await logOn('ada', [12]);
  const ends = await Promise.allSettled([merge('phone', 'ada'), merge('ada', 'phone')]);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const ofBoth = [...(await activitiesOf('ada')), ...(await activitiesOf('phone'))];
  expect(ofBoth.sort()).toEqual(['ada-12', 'phone-11']);
});
