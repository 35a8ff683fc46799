import { openPeriods, periodOf } from '../../functions/src/engine/scores';
import { weekName } from '../../functions/src/engine/days';

test.each([
  ['2026-01-01', '2026-W01'],
  ['2025-12-29', '2026-W01'],
  ['2024-12-30', '2025-W01'],
  ['2021-01-03', '2020-W53'],
  ['2026-03-01', '2026-W09'],
  ['2026-03-02', '2026-W10'],
])('%s is in week %s', (day, week) => {
  expect(weekName(day)).toBe(week);
});

test('neighbouring weeks and months never share a slot', () => {
  for (let index = 0; index < 800; index += 1) {
    const day = new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
    const later = new Date(Date.UTC(2024, 0, 8 + index)).toISOString().slice(0, 10);
    expect(periodOf('weekly', day).slot).not.toBe(periodOf('weekly', later).slot);
    const [month, next] = [periodOf('monthly', day), periodOf('monthly', later)];
    expect(month.slot === next.slot).toBe(month.name === next.name);
  }
});

test.each([
  ['mid-week', '2026-03-05T12:00:00Z', ['2026-W09', '2026-W10']],
  ['the end of the week', '2026-03-07T12:00:00Z', ['2026-W10']],
  [
    'Monday on the Line Islands, Sunday elsewhere',
    '2026-03-08T14:00:00Z',
    ['2026-W10', '2026-W11'],
  ],
])('%s: what may still change are %s', (_, now, weeks) => {
  expect(openPeriods('weekly', Date.parse(now), 4).map(({ name }) => name)).toEqual(weeks);
});

test('all time has one period', () => {
  expect(openPeriods('allTime', Date.UTC(2026, 2, 8), 4)).toEqual([
    { board: 'allTime', name: 'all', slot: 'allTime' },
  ]);
});
