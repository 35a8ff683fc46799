import type { StreakView } from '../../functions/src/engine/streakView';
import { type App, startApp } from './app';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.host.idle();
  await app.backend.clear();
  app.at('2026-03-04T12:00:00Z'); // a Wednesday
});

afterAll(() => app.close());

const streakOf = (answer: unknown) => (answer as { streak: StreakView }).streak;
const userOf = async (uid: string) => (await app.db.doc(`users/${uid}`).get()).data() ?? {};

test('a paused user is neither judged nor reminded until the pause is over, and keeps the run', async () => {
  await app.log('ada', { timeZone: 'Europe/Berlin' });
  const pause = { from: '2026-03-05', to: '2026-03-20' };
  const { plan, lapsesAt } = streakOf(await app.call('ada', 'setPause', pause));
  expect(plan).toEqual({ pauses: [pause], pauseDaysLeft: 14, restDays: [], nextRestDays: null });
  expect(lapsesAt).toBe('2026-03-22T03:00:00.000Z');
  const before = await userOf('ada');
  app.at('2026-03-12T20:00:00Z');
  await app.runMaintenance();
  await app.host.runSchedule('scheduleReminders', new Date('2026-03-12T20:00:00Z'));
  await app.host.idle();
  expect(await userOf('ada')).toEqual(before);
  app.at('2026-03-21T12:00:00Z');
  const { streak } = await app.log('ada');
  expect(streak).toMatchObject({ current: 2, frozenDays: 0 });
  const { days } = (await app.call('ada', 'explainStreak', { from: '2026-03-20' })) as {
    days: object[];
  };
  expect(days).toMatchObject([{ verdict: 'kept', keptReason: 'paused' }, { verdict: 'active' }]);
});

test('a pause that is taken back is due again', async () => {
  await app.log('ada', { timeZone: 'Europe/Berlin' });
  await app.call('ada', 'setPause', { from: '2026-03-05', to: '2026-03-20' });
  app.at('2026-03-10T12:00:00Z');
  const { plan, lapsesAt } = streakOf(await app.call('ada', 'cancelPause'));
  expect(plan.pauses).toEqual([{ from: '2026-03-05', to: '2026-03-09' }]);
  expect(lapsesAt).toBe('2026-03-11T03:00:00.000Z');
});

test('days of rest are kept from next Monday on', async () => {
  await app.log('ada', { timeZone: 'Europe/Berlin' });
  const { plan } = streakOf(await app.call('ada', 'setRestDays', { weekdays: [1] }));
  expect(plan.nextRestDays).toEqual({ restDays: [1], from: '2026-03-09' });
  app.at('2026-03-08T12:00:00Z');
  const { streak } = await app.log('ada');
  expect(streak.lapsesAt).toBe('2026-03-11T03:00:00.000Z');
});

test.each([
  ['a pause of a day that has ended', 'setPause', ['2026-03-03', '2026-03-05'], 'day-has-ended'],
  ['a pause that is too long', 'setPause', ['2026-03-05', '2026-04-04'], 'too-many-paused-days'],
  ['a pause that ends first', 'setPause', ['2026-03-06', '2026-03-05'], 'malformed-request'],
] as const)('%s is refused', async (_, name, [from, to], reason) => {
  await app.log('ada', { timeZone: 'Europe/Berlin' });
  await expect(app.call('ada', name, { from, to })).rejects.toMatchObject({ details: { reason } });
});

test('too many days of rest, and plans of somebody unknown, are refused', async () => {
  const three = app.call('ada', 'setRestDays', { weekdays: [1, 2, 3] });
  await expect(three).rejects.toMatchObject({ details: { reason: 'time-zone-unset' } });
  await app.log('ada', { timeZone: 'Europe/Berlin' });
  const again = app.call('ada', 'setRestDays', { weekdays: [1, 2, 3] });
  await expect(again).rejects.toMatchObject({ details: { reason: 'too-many-rest-days' } });
});

test('pauses at once all count, and never more days than are allowed', async () => {
  await app.log('ada', { timeZone: 'Europe/Berlin' });
  const weeks = ['2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01'];
  const answers = await Promise.allSettled(
    weeks.map((from) => app.call('ada', 'setPause', { from, to: from.replace(/01$/, '10') })),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  const { plan } = (await app.call('ada', 'getStreak')) as StreakView;
  expect(plan).toMatchObject({ pauseDaysLeft: 0 });
  expect(plan.pauses).toHaveLength(3);
});
