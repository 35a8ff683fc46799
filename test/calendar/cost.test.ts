import { deleteApp, initializeApp } from 'firebase-admin/app';
import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { noOutages } from '../../functions/src/engine/outages';
import {
  type CalendarCache,
  firestoreCache,
} from '../../functions/src/features/calendar/calendarCache';
import { getCalendar } from '../../functions/src/features/calendar/getCalendar';
import type { SealedMonths } from '../../functions/src/features/calendar/sealedMonths';
import { logActivity } from '../../functions/src/features/streaks/logActivity';
import { singleFlight } from '../../functions/src/platform/concurrency';
import { databaseOf } from '../../functions/src/platform/firestore';
import { program } from '../../functions/src/program';
import { startFirestore } from '../../local/firestore/index';

const caller = { uid: 'ada', correlationId: 'test' };
const now = () => Date.UTC(2026, 2, 20, 12);
const request = { month: '2026-02' };

let server: Awaited<ReturnType<typeof startFirestore>>;
let app: ReturnType<typeof initializeApp>;
let db: Firestore;

beforeAll(async () => {
  server = await startFirestore();
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  app = initializeApp({ projectId: 'demo-cost' });
  db = databaseOf(app);
  const activity = { activityId: 'a', type: 'quiz_easy_passed', quantity: 1, timeZone: 'Etc/UTC' };
  const first = { db, program, now: () => Date.UTC(2026, 2, 2, 12), outages: noOutages };
  await logActivity(first, caller, activity);
  await logActivity({ ...first, now }, caller, { ...activity, activityId: 'b' });
});

afterAll(async () => {
  await deleteApp(app);
  await server.close();
});

const deps = (cache: CalendarCache) => ({
  ...{ db, program, now, outages: noOutages, cache },
  flight: singleFlight<SealedMonths>(),
});

async function costOf(task: () => Promise<unknown>) {
  server.resetUsage();
  await task();
  const { reads, writes } = server.usage;
  return { reads, writes };
}

test('a hit of an earlier month costs two reads; a miss one more, and what the cache takes to keep it', async () => {
  const all = deps(firestoreCache(db, now));
  const ask = () => getCalendar(all, caller, request);
  expect(await costOf(ask)).toEqual({ reads: 4, writes: 1 });
  expect(await costOf(ask)).toEqual({ reads: 2, writes: 0 });
});

test('the present month costs the read of its user, and so does one that is to come', async () => {
  const all = deps(firestoreCache(db, now));
  for (const month of ['2026-03', '2026-04']) {
    expect(await costOf(() => getCalendar(all, caller, { month }))).toEqual({
      reads: 1,
      writes: 0,
    });
  }
  const range = { from: '2026-01-15', to: '2026-03-20' };
  await getCalendar(all, caller, range);
  expect(await costOf(() => getCalendar(all, caller, range))).toEqual({ reads: 3, writes: 0 });
});

test('of a user whose document has no sealed days yet, the present month is cached too', async () => {
  const user = db.doc('users/ada');
  const before = (await user.get()).data() ?? {};
  const all = deps(firestoreCache(db, now));
  const ask = () => getCalendar(all, caller, { month: '2026-03' });
  const shown = await ask();
  await user.update({ 'streak.sealedDays': FieldValue.delete() });
  expect(await costOf(ask)).toEqual({ reads: 4, writes: 1 });
  expect(await costOf(ask)).toEqual({ reads: 2, writes: 0 });
  expect(await ask()).toEqual(shown);
  await user.set(before);
});

test('those who ask at once share one fill', async () => {
  let kept = 0;
  const all = deps({
    load: (keys) => Promise.resolve(keys.map(() => undefined)),
    keep: () => Promise.resolve(void (kept += 1)),
  });
  const asked = Array.from({ length: 8 }, () => getCalendar(all, caller, request));
  const [first, ...others] = await Promise.all(asked);
  expect(kept).toBe(1);
  for (const other of others) expect(other).toEqual(first);
});

test('a cache that fails costs its reads and no answer', async () => {
  const down = () => Promise.reject(new Error('down'));
  const broken = await getCalendar(deps({ load: down, keep: down }), caller, request);
  expect(broken).toEqual(await getCalendar(deps(firestoreCache(db, now)), caller, request));
});
