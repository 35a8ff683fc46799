import '../support/env';
import { type Firestore, Timestamp, getFirestore } from 'firebase-admin/firestore';
import { initializeApp } from 'firebase-admin/app';
import { setLeaderboardProfile } from '../../functions/src/leaderboard/setLeaderboardProfile';
import { updatePreferences } from '../../functions/src/notifications/preferences/updatePreferences';
import { registerDevice } from '../../functions/src/notifications/devices/registerDevice';
import { logActivity } from '../../functions/src/activity/logActivity';
import { noOutages } from '../../functions/src/outages/outage';
import type { DirectStore } from '../../functions/src/platform/directStore';
import { connectStore } from '../../functions/src/platform/openStore';
import { changePlan } from '../../functions/src/plans/changePlan';
import { withRestDays } from '../../functions/src/plans/restDays';
import { program } from '../../functions/src/program';
import { getStreak } from '../../functions/src/streaks/getStreak';
import { setTimeZone } from '../../functions/src/streaks/setTimeZone';
import indexes from '../../firestore.indexes.json';
import { startFirestore } from '../../local/firestore';
import { importLog } from '../../tools/import/importLog';
import type { Outcome } from '../../tools/import/importUser';
import { Pace } from '../../tools/import/pace';
import { sortLog } from '../../tools/import/sortedLog';
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
  server = await startFirestore({ indexes });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  db = getFirestore(initializeApp({ projectId }, projectId));
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
  const outcomes: Record<string, Outcome['kind']> = {};
  try {
    const report = await importLog(log, {
      ...{ program, outages: noOutages, now, store, dryRun: false, pace: new Pace(Infinity) },
      ...{ onProgress: () => undefined, ...with_ },
      onUser: (uid, { kind }) => {
        outcomes[uid] = kind;
      },
    });
    return { ...report, outcomes };
  } finally {
    await log.remove();
  }
}

const streakOf = (at = now) => getStreak(deps(at), ada);
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
  expect(dry.outcomes).toEqual({ ada: 'joined' });
  expect((await db.doc('users/ada').get()).get('streak')).toBeUndefined();
  expect(await run(tenDays())).toMatchObject({ users: 1, joined: 1, leftAlone: [] });
  const user = await db.doc('users/ada').get();
  expect(user.get('preferences.channels.email')).toBe(false);
  expect((await db.collection('users/ada/devices').get()).size).toBe(1);
  expect(await streakOf()).toMatchObject({ current: 10, timeZone: 'Europe/Berlin' });
});

test('a zone that was set since the last row is the one in force, one set before is not', async () => {
  await setTimeZone(deps(now - DAY_MS / 2), ada, { timeZone: 'Asia/Tokyo' });
  expect(await run(tenDays())).toMatchObject({ users: 1, joined: 1 });
  expect(await streakOf()).toMatchObject({ current: 10, timeZone: 'Asia/Tokyo' });
  server.clear();
  await setTimeZone(deps(now - 5 * DAY_MS), ada, { timeZone: 'Asia/Tokyo' });
  await run(tenDays());
  expect(await streakOf()).toMatchObject({ current: 10, timeZone: 'Europe/Berlin' });
});

test('a profile and plans stay, and the history is on the boards', async () => {
  const at = now - 20 * DAY_MS;
  await setTimeZone(deps(at), ada, { timeZone: 'Europe/Berlin' });
  await setLeaderboardProfile(deps(at), ada, { displayName: 'Ada' });
  await changePlan(deps(at), ada, (plan, today) => withRestDays(plan, [7], today, program));
  await run(tenDays());
  const user = (await db.doc('users/ada').get()).data();
  expect(user).toMatchObject({
    profile: { displayName: 'Ada' },
    streak: { listed: true, plan: { rest: [{ weekdays: [7] }] } },
  });
  expect(Object.keys(user?.['board'] as object).length).toBeGreaterThan(0);
});

test('who has a streak is left alone and named, also when only a freeze was given', async () => {
  await log('mine');
  const before = (await db.doc('users/ada').get()).data();
  expect(await run(tenDays())).toMatchObject({ users: 0, leftAlone: ['ada'], activities: 0 });
  expect((await db.doc('users/ada').get()).data()).toEqual(before);
  expect(await activities()).toEqual(['mine']);
  server.clear();
  await setTimeZone(deps(now), ada, { timeZone: 'UTC' });
  await db.doc('users/ada').update({ 'streak.checkpoint.freezes': 1 });
  expect(await run(tenDays())).toMatchObject({ users: 0, leftAlone: ['ada'] });
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
    const { activities: counted } = await streakOf();
    expect([outcomes['ada'], counted]).toEqual(after === 0 ? ['theirs', 1] : ['written', 601]);
    expect(ids).toHaveLength(counted);
  }
});

test('many calls and two imports at once: every activity counts once', async () => {
  const file = tenDays(60);
  const ids = Array.from({ length: 20 }, (_, nth) => `mine-${nth}`);
  await Promise.all([run(file), run(file), ...ids.map((id) => log(id))]);
  const { activities: counted } = await streakOf();
  const known = await activities();
  expect(known).toEqual(expect.arrayContaining(ids));
  expect([20, 620]).toContain(counted);
  expect(known).toHaveLength(counted);
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
  expect((await run(tenDays(), { store: live })).outcomes).toEqual({ ada: 'joined' });
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
  await db.doc('users/ada/activities/old-7').set({ mine: true, at: Timestamp.fromMillis(now) });
  expect((await run(file)).outcomes).toEqual({ ada: 'continued' });
  expect(await streakOf()).toMatchObject({ current: 11, activities: 601 });
  expect(await activities()).toHaveLength(601);
  expect((await db.doc('users/ada/activities/old-7').get()).get('mine')).toBe(true);
  expect((await run(file)).outcomes).toEqual({ ada: 'before' });
});
