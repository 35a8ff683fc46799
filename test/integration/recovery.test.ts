import { logActivity } from '../../functions/src/features/streaks/logActivity';
import { auditStreaks } from '../../functions/src/features/audit/auditStreaks';
import { noOutages } from '../../functions/src/engine/outages';
import { program } from '../../functions/src/program';
import { startRecovery } from '../../functions/src/features/streaks/startRecovery';
import type { StreakView } from '../../functions/src/engine/streakView';
import { type App, startApp } from './app';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.host.idle();
  await app.backend.clear();
});

afterAll(() => app.close());

const berlin = { timeZone: 'Europe/Berlin' };

/** Active twice on each of two days; the next one is missed and ends at 03:00 UTC on the 12th. */
async function broken(uid: string) {
  for (const at of ['2026-03-09T12:00:00Z', '2026-03-10T12:00:00Z']) {
    app.at(at);
    await app.log(uid, berlin);
    await app.log(uid, berlin);
  }
  app.at('2026-03-12T09:00:00Z');
}

const streakOf = async (uid: string) => (await app.call(uid, 'getStreak')) as StreakView;
const start = (uid: string) => app.call(uid, 'startRecovery') as Promise<{ streak: StreakView }>;
const eventsOf = async (uid: string) =>
  (await app.db.collection(`users/${uid}/events`).get()).docs.map(({ id }) => id).sort();

test('a run is won back: the offer, its progress, the day, the event and the figures', async () => {
  await broken('ada');
  await app.runMaintenance();
  expect((await streakOf('ada')).recovery).toEqual({
    status: 'offered',
    day: '2026-03-11',
    lost: 2,
    needed: 4,
    done: 0,
    normal: 2,
    activities: 4,
    activeDays: 2,
    opensAt: '2026-03-12T03:00:00.000Z',
    closesAt: '2026-03-13T03:00:00.000Z',
    nextFrom: '2026-04-10',
  });
  expect((await start('ada')).streak.recovery).toMatchObject({ status: 'started', done: 0 });
  for (const done of [1, 2, 3]) {
    const { streak } = await app.log('ada');
    expect(streak).toMatchObject({ current: 1, recovery: { status: 'started', done } });
  }
  const { streak, events } = await app.log('ada');
  expect(streak).toMatchObject({ current: 3, recovery: { status: 'recovered', done: 4 } });
  expect(streak.recoveries).toEqual({ count: 1, lastDay: '2026-03-11', nextFrom: '2026-04-10' });
  expect(events.map(({ id }) => id)).toEqual(['recovered.2026-03-11.1']);
  const { days } = (await app.call('ada', 'explainStreak', { from: '2026-03-11' })) as {
    days: { keptReason: string; reason: string }[];
  };
  expect(days[0]).toMatchObject({ verdict: 'kept', keptReason: 'recovered', current: 2 });
});

test('without an offer there is nothing to start, and nothing is written', async () => {
  await expect(start('nobody')).rejects.toMatchObject({ details: { reason: 'time-zone-unset' } });
  await broken('ada');
  app.at('2026-03-13T03:00:00Z');
  await expect(start('ada')).rejects.toMatchObject({
    code: 'failed-precondition',
    details: { reason: 'no-recovery-offered' },
  });
  expect(await eventsOf('ada')).toEqual([]);
});

test('the last moment before the offer closes is in time, before maintenance has run', async () => {
  await broken('ada');
  app.at('2026-03-13T02:59:59.999Z');
  expect((await start('ada')).streak.recovery).toMatchObject({ status: 'started' });
  for (let n = 0; n < 4; n++) await app.log('ada');
  expect(await streakOf('ada')).toMatchObject({ current: 3, recoveries: { count: 1 } });
});

test('starts and activities at once end in one recovery', async () => {
  await broken('ada');
  const deps = { db: app.db, program, outages: noOutages };
  const caller = { uid: 'ada', correlationId: 'race' };
  const at = Date.parse('2026-03-12T09:00:00Z');
  const times = <T>(count: number, task: (n: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, n) => task(n)));
  await times(4, () => startRecovery({ ...deps, now: () => at }, caller));
  await Promise.all([
    times(4, () => startRecovery({ ...deps, now: () => at + 1 }, caller)),
    times(6, (n) => {
      const request = { activityId: `r${n}`, type: 'quiz_easy_passed', quantity: 1 };
      return logActivity({ ...deps, now: () => at + 1 }, caller, request);
    }),
    app.runMaintenance(),
  ]);
  const streak = await streakOf('ada');
  expect(streak).toMatchObject({ current: 3, activities: 10, recoveries: { count: 1 } });
  expect(streak.recovery).toMatchObject({ status: 'recovered', done: 6 });
  expect(await eventsOf('ada')).toEqual(['recovered.2026-03-11.1', 'streak_broken.2026-03-11.0']);
});

test('an audit finds a streak that was won back as it should be, also weeks later', async () => {
  await broken('ada');
  await start('ada');
  for (let n = 0; n < 4; n++) await app.log('ada');
  for (const at of ['2026-03-12T12:00:00Z', '2026-04-20T12:00:00Z']) {
    app.at(at);
    await app.log('ada');
    const now = () => Date.parse(at);
    const rules = { db: app.db, program, outages: noOutages, now, random: () => 0.5 };
    const deps = {
      ...rules,
      giveUp: () => Promise.reject(new Error('Nothing is to be given up.')),
    };
    expect(await auditStreaks(deps, 'audit-of-a-recovery')).toEqual({ users: 1, drifted: 0 });
  }
  expect((await streakOf('ada')).recoveries).toMatchObject({ count: 1, lastDay: '2026-03-11' });
});
