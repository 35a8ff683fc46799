import '../support/env';
import { initializeApp } from 'firebase-admin/app';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import { noOutages } from '../../functions/src/engine/outages';
import { createChallengeContract } from '../../functions/src/contracts/challenges';
import { adjustFreezes } from '../../functions/src/features/audit/adjustFreezes';
import { createChallenge } from '../../functions/src/features/challenges/createChallenge';
import { joinChallenge } from '../../functions/src/features/challenges/joinChallenge';
import { setLeaderboardProfile } from '../../functions/src/features/leaderboards/setLeaderboardProfile';
import { registerDevice } from '../../functions/src/features/notifications/devices';
import { updatePreferences } from '../../functions/src/features/notifications/updatePreferences';
import { setRestDays } from '../../functions/src/features/streaks/changePlan';
import { getStreak } from '../../functions/src/features/streaks/getStreak';
import { logActivity } from '../../functions/src/features/streaks/logActivity';
import { setTimeZone } from '../../functions/src/features/streaks/setTimeZone';
import { connectStore, type DirectStore } from '../../functions/src/platform/bulkStore';
import { databaseOf } from '../../functions/src/platform/firestore';
import { program } from '../../functions/src/program';
import { startFirestore } from '../../local/firestore/index';
import { importLog } from '../../tools/import/importLog';
import type { Outcome } from '../../tools/import/importUser';
import { Pace } from '../../tools/import/pace';
import { sortLog } from '../../tools/import/sortedLog';
import { noneDeclared } from '../../tools/ports';
import { header, logFile } from './logFile';

/** Imports into a project whose users have been there before, or come meanwhile. */

const projectId = 'demo-import-meets';
const ada = { uid: 'ada', correlationId: 'test' };
const now = Date.parse('2026-03-12T12:00:00Z');
const DAY_MS = 86_400_000;

let server: Awaited<ReturnType<typeof startFirestore>>;
let db: Firestore;
let store: DirectStore;

beforeAll(async () => {
  server = await startFirestore({ indexes: declaredIndexes() });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  db = databaseOf(initializeApp({ projectId }, projectId));
  store = connectStore(projectId, Date.now)(
    { operation: 'import', correlationId: 'test' },
    Infinity,
  );
});

beforeEach(() => {
  server.clear();
});

afterAll(async () => {
  await db.terminate();
  await server.close();
});

const deps = (at: number) => ({ db, program, now: () => at, outages: noOutages });

/** Every document of users and challenges. */
async function documents(): Promise<Map<string, unknown>> {
  const groups = ['users', 'months', 'activities', 'events', 'participants'];
  const found = await Promise.all(groups.map((group) => db.collectionGroup(group).get()));
  return new Map(found.flatMap(({ docs }) => docs.map((doc) => [doc.ref.path, doc.data()])));
}

/** Ten days in Berlin at noon, up to 11 March; `each` activities a day. */
function tenDays(each = 1): string {
  const rows = Array.from({ length: 10 * each }, (_, nth) => {
    const at = now - (10 - Math.floor(nth / each)) * DAY_MS + (nth % each) * 1000;
    return `ada\tEurope/Berlin\t${new Date(at).toISOString()}\tquiz_easy_passed\told-${nth}`;
  });
  return logFile([`${header}\tactivityId`, ...rows].join('\n'));
}

async function run(file: string, with_: { store?: DirectStore; dryRun?: boolean } = {}) {
  const log = await sortLog(file, program);
  const outcomes: Record<string, Outcome> = {};
  try {
    const report = await importLog(log, {
      ...{ db, program, outages: noneDeclared, now: () => now, store, dryRun: false },
      ...{ pace: new Pace(Infinity), onProgress: () => undefined, ...with_ },
      onUser: (uid, outcome) => {
        outcomes[uid] = outcome;
      },
    });
    return { ...report, outcomes };
  } finally {
    await log.remove();
  }
}

const streakOf = (at = now) =>
  getStreak(
    { ...deps(at), deployment: () => ({ features: [], callables: [], clientLogging: true }) },
    ada,
    {},
  );
const log = (activityId: string, at = now) =>
  logActivity(deps(at), ada, {
    ...{ activityId, type: 'quiz_easy_passed', quantity: 1, timeZone: 'Europe/Berlin' },
    occurredAt: new Date(at).toISOString(),
  });
const activities = async () =>
  (await db.collection('users/ada/activities').get()).docs.map(({ id }) => id);

test('who has set nothing but preferences, devices or a zone is imported, and keeps what they have', async () => {
  await updatePreferences(deps(now), ada, { channels: { email: false } });
  await registerDevice(deps(now), ada, { token: 'phone', platform: 'android' });
  const dry = await run(tenDays(), { dryRun: true });
  expect(dry.outcomes).toMatchObject({ ada: { kind: 'merged', activities: 10 } });
  expect((await db.doc('users/ada').get()).get('streak')).toBeUndefined();
  expect(await run(tenDays())).toMatchObject({ users: { merged: 1, refused: 0 } });
  const user = await db.doc('users/ada').get();
  expect(user.get('preferences.channels.email')).toBe(false);
  expect((await db.collection('users/ada/devices').get()).size).toBe(1);
  expect(await streakOf()).toMatchObject({ current: 10, timeZone: 'Europe/Berlin' });
});

test('a zone that was set since the last row is the one in force, one set before is not', async () => {
  await setTimeZone(deps(now - DAY_MS / 2), ada, { timeZone: 'Asia/Tokyo' });
  expect(await run(tenDays())).toMatchObject({ users: { merged: 1 } });
  expect(await streakOf()).toMatchObject({ current: 10, timeZone: 'Asia/Tokyo' });
  server.clear();
  await setTimeZone(deps(now - 5 * DAY_MS), ada, { timeZone: 'Asia/Tokyo' });
  await run(tenDays());
  expect(await streakOf()).toMatchObject({ current: 10, timeZone: 'Europe/Berlin' });
});

test('a zone that was fixed once, and is no longer, is free after an import too', async () => {
  await setTimeZone(deps(now - 5 * DAY_MS), ada, { timeZone: 'Asia/Tokyo', fixed: true });
  await setTimeZone(deps(now - 4 * DAY_MS), ada, { timeZone: 'Asia/Tokyo', fixed: false });
  expect(await run(tenDays())).toMatchObject({ users: { merged: 1 } });
  expect(await streakOf()).toMatchObject({ timeZone: 'Europe/Berlin', timeZoneFixed: false });
});

test('a profile and plans stay, and the history is on the boards', async () => {
  const at = now - 20 * DAY_MS;
  await setTimeZone(deps(at), ada, { timeZone: 'Europe/Berlin' });
  await setLeaderboardProfile(deps(at), ada, { displayName: 'Ada' });
  await setRestDays(deps(at), ada, { weekdays: [7] });
  await run(tenDays());
  const user = (await db.doc('users/ada').get()).data();
  expect(user).toMatchObject({
    profile: { displayName: 'Ada' },
    streak: { listed: true, plan: { rest: [{ weekdays: [7] }] } },
  });
  expect(Object.keys(user?.['board'] as object).length).toBeGreaterThan(0);
});

test('who has a streak goes on from the history, as if it had been logged, and is told nothing', async () => {
  await log('mine');
  await log('mine too', now + 1000);
  const events = (await db.collection('users/ada/events').get()).size;
  expect(await run(tenDays())).toMatchObject({ users: { merged: 1 }, activities: 10 });
  expect(await streakOf()).toMatchObject({ current: 11, longest: 11, activities: 12 });
  expect(await activities()).toHaveLength(12);
  expect((await db.collection('users/ada/events').get()).size).toBe(events);
});

test('a dry run says how each user would stand, and which rows are there already', async () => {
  await log('old-9', now - DAY_MS);
  const before = await documents();
  const { outcomes, duplicates } = await run(tenDays(), { dryRun: true });
  expect(await documents()).toEqual(before);
  expect(duplicates).toBe(1);
  expect(outcomes).toMatchObject({
    ada: {
      ...{ kind: 'merged', activities: 9, duplicates: [11], refused: [] },
      before: { current: 1, longest: 1, xp: 10 },
      after: { current: 10, longest: 10, xp: 100 },
    },
  });
});

test('freezes that were given and used stay given, and a freeze that is no longer needed comes back', async () => {
  const then = now - 3 * DAY_MS;
  await log('first', then);
  const deps_ = deps(now - 2 * DAY_MS);
  const gift = { uid: 'ada', adjustmentId: 'gift', freezes: 1, reason: 'sorry' };
  await adjustFreezes(deps_, ada, { ...gift, day: '2026-03-09' });
  await log('mine');
  expect(await streakOf()).toMatchObject({ current: 1, freezes: 0, frozenDays: 1 });
  await run(tenDays());
  expect(await streakOf()).toMatchObject({ current: 11, freezes: 1, frozenDays: 0 });
});

test('a challenge that was joined counts the rows since, and one that is over keeps its outcome', async () => {
  const challenge = {
    ...{ challengeId: 'spring', title: 'Spring' },
    goal: { kind: 'active-days', target: 3 },
    window: { kind: 'days', first: '2026-03-02', last: '2026-03-20' },
    reward: { xp: 100 },
  };
  const joinAt = now - 4 * DAY_MS;
  await createChallenge(deps(joinAt), createChallengeContract.request.parse(challenge));
  await setTimeZone(deps(joinAt), ada, { timeZone: 'Europe/Berlin' });
  const joining = { ...deps(joinAt), placesNeedAccount: false };
  await joinChallenge(joining, ada, { challengeId: 'spring' });
  await log('mine');
  await run(tenDays());
  const part = await db.doc('challenges/spring/participants/ada').get();
  expect(part.data()).toMatchObject({ status: 'completed', value: 3, completedOn: '2026-03-10' });
  expect(await streakOf()).toMatchObject({ xp: 11 * 10 + 100 });
});

test('what was erased does not come back with the history', async () => {
  await log('mine');
  await db.doc('users/ada').update({ begunAfter: Timestamp.fromMillis(now - 3 * DAY_MS) });
  const { outcomes } = await run(tenDays());
  expect(outcomes['ada']?.activities).toBe(2);
  expect(outcomes['ada']?.refused).toHaveLength(8);
  expect(outcomes['ada']?.refused[0]).toEqual({ line: 2, reason: 'erased-since' });
});

test.each([
  ['malformed-document', { streak: { timeline: 'nowhere' } }],
  ['streak-drifted', { 'streak.checkpoint.activities': 7 }],
  ['another-import-unfinished', { imported: { source: 'other', at: Timestamp.now(), left: 3 } }],
])('a user whose documents do not say what they should is refused: %s', async (reason, change) => {
  await log('mine');
  if (reason === 'streak-drifted') await db.doc('users/ada/activities/mine').delete();
  else await db.doc('users/ada').update(change);
  const before = await documents();
  const { outcomes, refusedUsers } = await run(tenDays());
  expect(outcomes['ada']).toMatchObject({ kind: 'refused', reason });
  expect(refusedUsers).toEqual([{ uid: 'ada', reason }]);
  expect(await documents()).toEqual(before);
});

test('rows without an id are known again in another file', async () => {
  const rows = (from: number) =>
    Array.from({ length: 5 }, (_, nth) => {
      const at = new Date(now - (9 - from - nth) * DAY_MS).toISOString();
      return `ada\tEurope/Berlin\t${at}\tquiz_easy_passed`;
    });
  await run(logFile([header, ...rows(0)].join('\n'), 'first.tsv'));
  const second = await run(logFile([header, ...rows(2)].join('\n'), 'second.tsv'));
  expect(second).toMatchObject({ users: { merged: 1 }, activities: 2, duplicates: 3 });
  expect(await streakOf()).toMatchObject({ activities: 7, longest: 7 });
});

test('an activity that the user logs at the same instant is never lost', async () => {
  for (const after of [0, 1, 2]) {
    server.clear();
    let commits = 0;
    const live: DirectStore = {
      ...store,
      commit: async (writes) => {
        if (commits === after) await log('mine');
        commits += 1;
        await store.commit(writes);
      },
    };
    const { outcomes } = await run(tenDays(60), { store: live });
    const ids = await activities();
    expect(ids).toContain('mine');
    expect(outcomes['ada']?.kind).toBe(after === 0 ? 'merged' : 'new');
    expect(await streakOf()).toMatchObject({ activities: 601, current: 11 });
    expect(ids).toHaveLength(601);
  }
});

test('many calls and two imports at once: every activity counts once', async () => {
  const file = tenDays(60);
  const ids = Array.from({ length: 20 }, (_, nth) => `mine-${nth}`);
  await Promise.all([run(file), run(file), ...ids.map((id) => log(id))]);
  expect(await streakOf()).toMatchObject({ activities: 620, current: 11 });
  const known = await activities();
  expect(known).toEqual(expect.arrayContaining(ids));
  expect(known).toHaveLength(620);
});

test('preferences that change at the same instant stay', async () => {
  let isFirst = true;
  const live: DirectStore = {
    ...store,
    commit: async (writes) => {
      if (isFirst) await updatePreferences(deps(now), ada, { channels: { push: false } });
      isFirst = false;
      await store.commit(writes);
    },
  };
  expect((await run(tenDays(), { store: live })).outcomes).toMatchObject({
    ada: { kind: 'merged' },
  });
  expect((await db.doc('users/ada').get()).get('preferences.channels.push')).toBe(false);
  expect(await streakOf()).toMatchObject({ current: 10 });
});

test('a user who is erased in the middle of their import comes back in no part', async () => {
  let commits = 0;
  const erasing: DirectStore = {
    ...store,
    commit: async (writes) => {
      commits += 1;
      if (commits === 2) {
        await db.recursiveDelete(db.doc('users/ada'));
        throw Object.assign(new Error('stopped'), { code: 3 });
      }
      await store.commit(writes);
    },
  };
  await expect(run(tenDays(60), { store: erasing })).rejects.toThrow('stopped');
  expect(await activities()).toEqual([]);
  expect(commits).toBe(2);
});

test('an import that stopped within a user goes on with the rest, whatever the user did meanwhile', async () => {
  let commits = 0;
  const dying: DirectStore = {
    ...store,
    commit: async (writes) => {
      commits += 1;
      if (commits === 2) throw Object.assign(new Error('stopped'), { code: 3 });
      await store.commit(writes);
    },
  };
  const file = tenDays(60);
  await expect(run(file, { store: dying })).rejects.toThrow('stopped');
  expect(await streakOf()).toMatchObject({ current: 10, activities: 600 });
  await log('mine');
  await log('old-599'); // the device sends its last one again: it is known already
  await log('old-7'); // one that is not written yet: it is counted twice until the import goes on
  expect(await streakOf()).toMatchObject({ activities: 602 });
  expect((await run(file)).outcomes).toMatchObject({ ada: { kind: 'merged', activities: 349 } });
  expect(await streakOf()).toMatchObject({ current: 11, activities: 601 });
  expect(await activities()).toHaveLength(601);
  expect((await run(file)).outcomes).toMatchObject({ ada: { kind: 'unchanged' } });
});
