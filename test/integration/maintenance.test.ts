import { Timestamp } from 'firebase-admin/firestore';
import { type ShardMessage, allShards } from '../../functions/src/contracts/messages';
import { pagesOfDue } from '../../functions/src/documents/usersOfShards';
import { noOutages } from '../../functions/src/engine/outages';
import { maintainShard } from '../../functions/src/features/maintenance/maintainShard';
import { scheduleMaintenance } from '../../functions/src/features/maintenance/scheduleMaintenance';
import {
  firstBatchSize,
  type MaintenanceDeps,
} from '../../functions/src/features/maintenance/worker';
import { logActivity } from '../../functions/src/features/streaks/logActivity';
import { directStore } from '../../functions/src/platform/bulkStore';
import { newBreaker } from '../../functions/src/platform/circuitBreaker';
import type { DeadLetter } from '../../functions/src/platform/deadLetter';
import { type FirestoreRpc, firestoreRpc } from '../../functions/src/platform/firestoreRpc';
import { isTransient } from '../../functions/src/platform/statusCode';
import { program } from '../../functions/src/program';
import { type App, startApp } from './app';

let app: App;
let deps: MaintenanceDeps;
let announced: ShardMessage[];
let letters: DeadLetter[];
let rpc: FirestoreRpc;

const MONDAY = '2026-03-02T12:00:00Z';
const WEDNESDAY = '2026-03-04T12:00:00Z';

beforeAll(async () => {
  app = await startApp();
  rpc = firestoreRpc(app.backend.projectId);
});

beforeEach(async () => {
  await app.host.idle();
  await app.backend.clear();
  announced = [];
  letters = [];
  deps = {
    program,
    now: () => Date.parse(WEDNESDAY),
    open: openWith({}),
    outages: noOutages,
    announce: (message) => {
      announced.push(message);
      return Promise.resolve();
    },
    giveUp: (letter) => {
      letters.push(letter);
      return Promise.resolve();
    },
    memoryShare: () => 0,
  };
});

afterAll(() => app.close());

/** The store with some of its RPCs replaced. */
function openWith(replaced: Partial<FirestoreRpc>): MaintenanceDeps['open'] {
  const now = () => Date.parse(WEDNESDAY);
  const firestore = newBreaker('firestore', { isTransient, now });
  return directStore({ ...rpc, ...replaced }, firestore, now);
}

/** Users who were active on Monday and hold so many freezes. */
async function activeOnMonday(count: number, freezes = 0): Promise<string[]> {
  const uids = Array.from({ length: count }, (_, index) => `user${index}`);
  const xp = {
    type: freezes ? 'evaluation_high' : 'quiz_easy_passed',
    quantity: freezes * 10 || 1,
  };
  const at = { db: app.db, program, now: () => Date.parse(MONDAY), outages: noOutages };
  const request = { activityId: 'a', timeZone: 'Europe/Berlin', ...xp };
  await Promise.all(uids.map((uid) => logActivity(at, { uid, correlationId: 'test' }, request)));
  return uids;
}

/** @returns how many users the workers say they have judged */
async function judgeAll(worker: MaintenanceDeps = deps): Promise<number> {
  await scheduleMaintenance(worker, new Date(WEDNESDAY));
  let judged = 0;
  for (const message of announced.splice(0)) {
    judged += (await maintainShard(worker, message, Infinity)).progress.judged;
  }
  return judged;
}

/** Everything that is stored about users, by path. */
async function stored(): Promise<Map<string, unknown>> {
  const groups = ['users', 'months', 'events'].map((name) => app.db.collectionGroup(name).get());
  const found = (await Promise.all(groups)).flatMap(({ docs }) => docs);
  return new Map(found.map((doc) => [doc.ref.path, doc.data()]));
}

const verdictOf = async (uid: string, day: string) =>
  (await app.db.doc(`users/${uid}/months/2026-03`).get()).get(`days.${day}.verdict`) as unknown;

test('from the schedule over Pub/Sub to the workers, everyone who missed a day is judged', async () => {
  const [saved, lost] = [await activeOnMonday(30, 1), 'late'];
  app.at(MONDAY);
  await app.log(lost, { timeZone: 'America/New_York' });
  app.at(WEDNESDAY);
  await app.runMaintenance();
  for (const uid of saved) expect(await verdictOf(uid, '2026-03-03')).toBe('frozen');
  expect(await verdictOf(lost, '2026-03-03')).toBe('broken');
  const event = await app.db.doc('users/late/events/streak_broken.2026-03-03.0').get();
  expect(event.data()).toMatchObject({ kind: 'streak_broken', lost: 1, day: '2026-03-03' });
  const user = await app.db.doc('users/late').get();
  expect(user.data()).toMatchObject({ lapseAt: null, standing: { current: 0 } });
  expect(app.host.failures).toEqual([]);
});

test('a run says what is due and what was done, and writes nothing but what it judges', async () => {
  await activeOnMonday(40);
  let writes = 0;
  const commit: FirestoreRpc['commit'] = async (some, timeoutMs) => {
    writes += some.length;
    await rpc.commit(some, timeoutMs);
  };
  const worker = { ...deps, open: openWith({ commit }) };
  expect(await scheduleMaintenance(worker, new Date(WEDNESDAY))).toEqual({ due: 40, messages: 1 });
  expect(await judgeAll(worker)).toBe(40);
  expect(writes).toBe(3 * 40); // the user, the ledger's day, the event
});

test.each([1, 7, 1000])('whoever is due is read once, by pages of %d', async (size) => {
  const uids = await activeOnMonday(40);
  const store = deps.open({ operation: 'test', correlationId: 'test' }, Infinity);
  const message = { runId: new Date(WEDNESDAY).toISOString(), shards: [...allShards] };
  const read: string[] = [];
  for await (const page of pagesOfDue(store, 'lapseAt', message, () => size)) {
    expect(page.length).toBeLessThanOrEqual(size);
    read.push(...page.map(({ id }) => id));
  }
  expect(read.sort()).toEqual(uids.sort());
});

test('nobody is read or told when nobody is due', async () => {
  await activeOnMonday(5);
  await scheduleMaintenance(deps, new Date('2026-03-03T12:00:00Z'));
  expect(announced).toEqual([]);
});

test('a run that comes twice, and an older one after it, change nothing', async () => {
  await activeOnMonday(25, 1);
  await judgeAll();
  const once = await stored();
  const all: ShardMessage['shards'] = Array.from({ length: 22 }, (_, shard) => shard);
  for (const runId of ['2026-03-04T12:00:00.000Z', '2026-03-03T04:07:00.000Z']) {
    await maintainShard(deps, { runId, shards: all }, Infinity);
  }
  await judgeAll();
  expect(await stored()).toEqual(once);
});

test('two workers on the same shards at once judge everyone once', async () => {
  await activeOnMonday(60, 1);
  await scheduleMaintenance(deps, new Date(WEDNESDAY));
  await Promise.all(
    [...announced, ...announced].map((message) => maintainShard(deps, message, Infinity)),
  );
  const events = await app.db.collectionGroup('events').get();
  expect(events.docs.map((event) => event.get('kind') as string)).toEqual(
    Array(60).fill('freeze_applied'),
  );
});

test('what a user does while maintenance decides wins, and nobody else is held up', async () => {
  const [first = ''] = await activeOnMonday(20);
  let raced = false;
  const commit: FirestoreRpc['commit'] = async (writes, timeoutMs) => {
    if (!raced && writes.some(({ path }) => path === `users/${first}`)) {
      raced = true;
      const late = { type: 'quiz_easy_passed', quantity: 1, occurredAt: '2026-03-03T20:00:00Z' };
      const caller = { uid: first, correlationId: 'race' };
      const at = { db: app.db, program, outages: noOutages, now: deps.now };
      await logActivity(at, caller, { activityId: 'b', ...late });
    }
    await rpc.commit(writes, timeoutMs);
  };
  await judgeAll({ ...deps, open: openWith({ commit }) });
  expect(raced).toBe(true);
  expect(await app.call(first, 'getStreak')).toMatchObject({ current: 2 });
  expect(await verdictOf(first, '2026-03-03')).toBe('active');
  expect((await app.db.collectionGroup('events').count().get()).data().count).toBe(19);
});

test.each([
  ['UNAVAILABLE', 14],
  ['DEADLINE_EXCEEDED', 4],
  ['ABORTED', 10],
])('a commit that was applied though its reply was lost (%s) is not repeated', async (_, code) => {
  await activeOnMonday(20, 1);
  let lost = 0;
  const commit: FirestoreRpc['commit'] = async (writes, timeoutMs) => {
    await rpc.commit(writes, timeoutMs);
    lost += 1;
    throw Object.assign(new Error('lost'), { code });
  };
  expect(await judgeAll({ ...deps, open: openWith({ commit }) })).toBe(20);
  expect(lost).toBeGreaterThan(0);
  expect((await app.db.collectionGroup('events').count().get()).data().count).toBe(20);
  expect(await app.call('user3', 'getStreak')).toMatchObject({ freezes: 0, frozenDays: 1 });
});

test('a store that fails for a moment is asked again, at most three times', async () => {
  await activeOnMonday(45);
  const sent = new Map<string, number>();
  const commit: FirestoreRpc['commit'] = async (writes, timeoutMs) => {
    const key = writes.map(({ path }) => path).join();
    const attempts = (sent.get(key) ?? 0) + 1;
    sent.set(key, attempts);
    if (attempts === 1) throw Object.assign(new Error('busy'), { code: 14 });
    await rpc.commit(writes, timeoutMs);
  };
  await judgeAll({ ...deps, open: openWith({ commit }) });
  expect(Math.max(...sent.values())).toBe(2);
  expect((await app.db.collectionGroup('events').count().get()).data().count).toBe(45);
});

test('a store that is down makes the message come back; what was judged stays judged', async () => {
  await activeOnMonday(45);
  let commits = 0;
  const commit: FirestoreRpc['commit'] = async (writes, timeoutMs) => {
    commits += 1;
    if (commits > 1) throw Object.assign(new Error('down'), { code: 14 });
    await rpc.commit(writes, timeoutMs);
  };
  await expect(judgeAll({ ...deps, open: openWith({ commit }) })).rejects.toThrow();
  await judgeAll();
  expect((await app.db.collectionGroup('events').count().get()).data().count).toBe(45);
});

test('an error that is about no user is not looked for among them', async () => {
  await activeOnMonday(firstBatchSize.users);
  let commits = 0;
  const commit = () => {
    commits += 1;
    return Promise.reject(Object.assign(new Error('not allowed'), { code: 7 }));
  };
  const failing = { ...deps, open: openWith({ commit }) };
  await expect(judgeAll(failing)).rejects.toThrow('not allowed');
  expect(commits).toBe(1);
});

test('a user document that makes no sense is given up, stays due, and holds up nobody', async () => {
  await activeOnMonday(10);
  await app.db.doc('users/user4').update({ 'streak.told': 'nonsense' });
  await judgeAll();
  expect(letters).toMatchObject([
    { operation: 'maintainShard', key: 'user4', payload: { uid: 'user4' } },
  ]);
  expect((await app.db.collectionGroup('events').count().get()).data().count).toBe(9);
  expect((await app.db.doc('users/user4').get()).get('lapseAt')).not.toBeNull();
});

test('the lag is that of users who could be judged: one who cannot be would hide it', async () => {
  await activeOnMonday(2);
  await app.db.doc('users/user0').update({
    'streak.told': 'nonsense',
    lapseAt: Timestamp.fromDate(new Date('2026-02-01T12:00:00Z')),
  });
  await scheduleMaintenance(deps, new Date(WEDNESDAY));
  const reports = [];
  for (const message of announced.splice(0)) {
    reports.push(await maintainShard(deps, message, Infinity));
  }
  const lags = reports.flatMap(({ lagMs }) => (lagMs === null ? [] : [lagMs]));
  // Tuesday ended on Wednesday at 04:00 in Berlin, 9 hours before it was judged.
  expect(lags).toEqual([9 * 3_600_000]);
});

test('an event that exists already does not stop the judgement', async () => {
  await activeOnMonday(3);
  const told = { kind: 'streak_broken', day: '2026-03-03' };
  await app.db.doc('users/user1/events/streak_broken.2026-03-03.0').set(told);
  await judgeAll();
  expect(await app.call('user1', 'getStreak')).toMatchObject({ current: 0, lapsesAt: null });
  expect((await app.db.doc('users/user1').get()).get('lapseAt')).toBeNull();
});

test('a worker near its deadline announces the rest and stops', async () => {
  await activeOnMonday(800);
  const shards = Array.from({ length: 30 }, (_, shard) => shard);
  const runId = new Date(WEDNESDAY).toISOString();
  const { progress } = await maintainShard(deps, { runId, shards }, 0);
  expect(progress.judged).toBe(firstBatchSize.page);
  expect(announced).toEqual([{ runId, shards }]);
  await maintainShard(deps, { runId, shards }, Infinity);
  const due = app.db
    .collection('users')
    .where('shard', 'in', shards)
    .where('lapseAt', '<=', new Date(WEDNESDAY));
  expect((await due.count().get()).data().count).toBe(0);
});

test('late maintenance leads to the same as maintenance on time', async () => {
  await activeOnMonday(4, 2);
  for (const day of ['03', '04', '05', '06']) {
    const at = `2026-03-${day}T04:07:00Z`;
    const onTime = { ...deps, now: () => Date.parse(at) };
    await scheduleMaintenance(onTime, new Date(at));
    for (const message of announced.splice(0)) await maintainShard(onTime, message, Infinity);
  }
  app.at('2026-03-06T04:07:00Z');
  const onTime = await app.call('user0', 'explainStreak', { from: '2026-03-01', to: '2026-03-05' });
  await app.backend.clear();
  await activeOnMonday(4, 2);
  await app.runMaintenance();
  const late = await app.call('user0', 'explainStreak', { from: '2026-03-01', to: '2026-03-05' });
  expect(late).toEqual(onTime);
});

test.each([
  ['hours late', '2026-03-03T20:07:00Z', '2026-03-03T20:07:00Z'],
  ['days late', '2026-03-05T04:07:00Z', '2026-03-05T04:07:00Z'],
  ['days late, for a run of days ago', '2026-03-05T04:07:00Z', '2026-03-02T04:07:00Z'],
  ['by a clock that is a day behind', '2026-03-04T04:07:00Z', '2026-03-04T04:07:00Z'],
  ['by a clock that is a day ahead', '2026-03-06T02:00:00Z', '2026-03-06T02:00:00Z'],
])('maintenance %s never breaks what activity has saved', async (_, clock, scheduledFor) => {
  const [uid = ''] = await activeOnMonday(1);
  const caller = { uid, correlationId: 'late' };
  for (const day of ['03', '04', '05']) {
    const on = { ...deps, db: app.db, now: () => Date.parse(`2026-03-${day}T12:00:00Z`) };
    const request = { activityId: day, type: 'quiz_easy_passed', quantity: 1 };
    await logActivity(on, caller, request);
  }
  await app.db.doc(`users/${uid}`).update({ lapseAt: new Date('2026-03-01') }); // as if it were due
  const worker = { ...deps, now: () => Date.parse(clock) };
  await scheduleMaintenance(worker, new Date(scheduledFor));
  expect(announced).not.toEqual([]);
  for (const message of announced.splice(0)) await maintainShard(worker, message, Infinity);
  app.at('2026-03-06T02:59:00Z');
  expect(await app.call(uid, 'getStreak')).toMatchObject({
    current: 4,
    lastActiveDay: '2026-03-05',
  });
  for (const day of ['02', '03', '04', '05']) {
    expect(await verdictOf(uid, `2026-03-${day}`)).toBe('active');
  }
  expect((await app.db.collectionGroup('events').get()).empty).toBe(true);
});
