import type { GetInsightsResponse } from '../../functions/src/contracts/insights';
import { type App, startApp } from './app';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const get = async (uid: string) => (await app.call(uid, 'getInsights')) as GetInsightsResponse;

/** Active at 08:00 in Berlin on the first days of March, Monday the 2nd being the first. */
async function activeInMarch(uid: string, days: readonly number[]): Promise<void> {
  for (const day of days) {
    app.at(`2026-03-${String(day).padStart(2, '0')}T07:00:00Z`);
    await app.log(uid, { timeZone: 'Europe/Berlin' });
  }
}

test('insights are built on demand, and the likelihood is of the moment', async () => {
  await activeInMarch('ada', [2, 3, 4, 5, 6, 9, 10, 11]);
  app.at('2026-03-12T06:00:00Z');
  const morning = await get('ada');
  expect(morning).toMatchObject({
    builtAt: '2026-03-12T06:00:00.000Z',
    activeDays: 8,
    activitiesPerActiveDay: 1,
    bestHours: { from: 6, to: 10, share: 1 },
    longestRuns: [
      { days: 5, from: '2026-03-02', to: '2026-03-06' },
      { days: 3, from: '2026-03-09', to: '2026-03-11' },
    ],
    heatmap: { from: '2026-03-02', counts: [1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0] },
  });
  app.at('2026-03-12T20:00:00Z');
  const evening = await get('ada');
  expect(evening.builtAt).toBe(morning.builtAt);
  expect(evening.likelihood.today).toBeLessThan(morning.likelihood.today);
  await app.log('ada');
  const done = await get('ada');
  expect(done.likelihood.today).toBe(1);
  expect(done.likelihood.week).toBeGreaterThan(evening.likelihood.week ?? 1);
  expect(done.heatmap.counts.at(-1)).toBe(1);
  expect(done).toMatchObject({ builtAt: morning.builtAt, activeDays: 9 });
  expect(done.longestRuns).toContainEqual({ days: 4, from: '2026-03-09', to: '2026-03-12' });
});

test('an outage that is declared later shows at once', async () => {
  await activeInMarch('kim', [2, 3, 4, 5, 9, 10]);
  app.at('2026-03-12T06:00:00Z');
  const before = await get('kim');
  expect(before.heatmap.counts.slice(0, 8)).toEqual([1, 1, 1, 1, 0, 0, 0, 1]);
  const outage = { from: '2026-03-06T00:00:00Z', to: '2026-03-09T04:00:00Z', reason: 'Full disk' };
  await app.host.call('declareOutage', outage, { uid: 'root', claims: { admin: true } });
  await app.host.idle();
  const after = await get('kim');
  expect(after.heatmap.counts.slice(0, 8)).toEqual([1, 1, 1, 1, null, null, null, 1]);
  expect(after.longestRuns).toEqual([{ days: 6, from: '2026-03-02', to: '2026-03-10' }]);
});

test('whoever comes back after more than a year is taken for who they are, not for a newcomer', async () => {
  await activeInMarch('liv', [2, 3]);
  app.at('2027-06-01T06:00:00Z');
  const back = await get('liv');
  expect(back.activeDays).toBe(0);
  expect(back.heatmap.counts).toHaveLength(372);
  await app.call('max', 'setTimeZone', { timeZone: 'Europe/Berlin' });
  const newcomer = await get('max');
  expect(newcomer.heatmap.counts).toEqual([0]);
  expect(back.likelihood.today).toBeLessThan(newcomer.likelihood.today);
  app.at('2026-03-12T20:00:00Z');
});

test('without a streak there is no week to keep, and after a day insights are built anew', async () => {
  app.at('2026-03-19T20:00:01Z');
  const later = await get('ada');
  expect(later.likelihood.week).toBeNull();
  expect(later.builtAt).toBe('2026-03-19T20:00:01.000Z');
  expect(later.activeDays).toBe(9);
});

test('the weekly run builds those who were active in the week before, and nobody else', async () => {
  await activeInMarch('bob', [3]);
  await activeInMarch('eve', [20, 21]);
  app.at('2026-03-23T02:11:00Z');
  await app.host.runSchedule('scheduleInsights', new Date('2026-03-23T02:11:00Z'));
  await app.host.idle();
  const built = async (uid: string) => (await app.db.doc(`insights/${uid}`).get()).exists;
  expect(await built('eve')).toBe(true);
  expect(await built('bob')).toBe(false);
  expect((await get('eve')).builtAt).toBe('2026-03-23T02:11:00.000Z');
});

test('a user of whom nothing is known is told to set a zone', async () => {
  await expect(get('nobody')).rejects.toMatchObject({ details: { reason: 'time-zone-unset' } });
});
