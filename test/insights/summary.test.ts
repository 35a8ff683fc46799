import { addDays } from '../../functions/src/shared/day';
import { program } from '../../functions/src/program';
import { withActivity } from '../../functions/src/streaks/dayRecord';
import type { LedgerDay } from '../../functions/src/streaks/ledgerDay';
import { openDay } from '../../functions/src/streaks/streakState';
import { strengthOf } from '../../functions/src/insights/strength';
import { summaryOf } from '../../functions/src/insights/summary';
import { countsThrough, habitCounts, yearOf } from '../../functions/src/insights/year';

const monday = '2026-01-05';

const verdicts = new Map<string, LedgerDay['verdict']>([
  ['a', 'active'],
  ['n', 'active'],
  ['f', 'frozen'],
  ['k', 'kept'],
  ['b', 'broken'],
]);

/** Days from Monday on: `a` active at 09:00 (`n` at 01:00), `f` frozen, `k` kept, `b` broken, `.` missed. */
function ledgerOf(days: string): Map<string, LedgerDay> {
  let current = 0;
  return new Map(
    days.split('').map((letter, index) => {
      const isActive = letter === 'a' || letter === 'n';
      if (isActive) current += 1;
      if (letter === 'b') current = 0;
      const verdict = verdicts.get(letter) ?? 'missed';
      const activity = {
        type: 'quiz_easy_passed',
        quantity: 1,
        localHour: letter === 'n' ? 1 : 9,
        occurredAt: 0,
      };
      const day = openDay('UTC', program);
      const record = isActive ? withActivity(day, activity, program) : {};
      return [addDays(monday, index), { ...day, ...record, verdict, current }];
    }),
  );
}

function summarize(days: string) {
  const ledger = ledgerOf(days);
  return summaryOf(yearOf(ledger, monday, addDays(monday, days.length - 1), 4), ledger, 4);
}

test('a run that breaks at 92 reads 87 the day after, not 0', () => {
  const days = Array.from({ length: 47 }, () => 1);
  expect(strengthOf(days)).toBe(92);
  expect(strengthOf([...days, 0])).toBe(87);
  expect(strengthOf([...days, null, null])).toBe(92);
  expect(strengthOf([])).toBe(0);
});

test('the best weekday is the one with the highest share, once there is a week of active days', () => {
  expect(summarize('a......'.repeat(7)).bestWeekday).toBe(0);
  expect(summarize('..a....'.repeat(6)).bestWeekday).toBeNull();
  expect(summarize('.a').weekdayRates).toEqual([0, 1, null, null, null, null, null]);
});

test('the best hours are the band with the most activities; bands start where days do', () => {
  expect(summarize('aaaaannn').bestHours).toEqual({ from: 8, to: 12, share: 5 / 8 });
  expect(summarize('nnnnnnna').bestHours).toEqual({ from: 0, to: 4, share: 7 / 8 });
});

test('a day belongs to the hour of its first activity by the streak day, which starts at four', () => {
  const late = withActivity(
    ledgerOf('n').get(monday) ?? openDay('UTC', program),
    { type: 'quiz_easy_passed', quantity: 1, localHour: 22, occurredAt: 0 },
    program,
  );
  const day = { ...openDay('UTC', program), ...late };
  const { firstHours, byHour } = yearOf(new Map([[monday, day]]), monday, monday, 4);
  expect(firstHours[22]).toBe(1);
  expect([firstHours[1], byHour[1], byHour[22]]).toEqual([0, 1, 1]);
});

test('kept days count for nothing, frozen ones are counted', () => {
  const { weekdayRates, freezesUsed, activeDays } = summarize('akfaaaa');
  expect(weekdayRates).toEqual([1, null, 0, 1, 1, 1, 1]);
  expect([freezesUsed, activeDays]).toEqual([1, 5]);
});

test.each([
  ['more of the last four weeks than of the four before', '.'.repeat(28) + 'a'.repeat(28), 'up'],
  ['less', 'a'.repeat(28) + '.'.repeat(28), 'down'],
  ['as much', 'a.'.repeat(28), 'steady'],
  ['too little to tell', 'a'.repeat(30), 'unknown'],
])('the trend: %s', (_, days, direction) => {
  expect(summarize(days).trend.direction).toBe(direction);
});

test('the longest runs come longest first, and go on over frozen days', () => {
  expect(summarize('aabaaafab.aa').longestRuns).toEqual([
    { days: 4, from: '2026-01-08', to: '2026-01-12' },
    { days: 2, from: '2026-01-15', to: '2026-01-16' },
    { days: 2, from: '2026-01-05', to: '2026-01-06' },
  ]);
});

test('days that were judged later replace those of the year as it was built', () => {
  const year = yearOf(ledgerOf('aa.'), monday, '2026-01-07', 4);
  expect(countsThrough(year, ledgerOf('a.ka'), '2026-01-09')).toEqual([1, 0, null, 1, 0]);
});

test('a day off that could have been any day is one without activity for the habit, kept for all else', () => {
  const off = { keptReason: 'off-day', dayOff: { nth: 1, of: 2 } } as const;
  const withOff = (days: string, index: number) => {
    const ledger = ledgerOf(days);
    const day = addDays(monday, index);
    const entry = ledger.get(day);
    return entry ? ledger.set(day, { ...entry, ...off }) : ledger;
  };
  const year = yearOf(withOff('akk', 1), monday, '2026-01-07', 4);
  expect(year.counts).toEqual([1, null, null]);
  expect(habitCounts(year, new Map(), '2026-01-07')).toEqual([1, 0, null]);
  expect(habitCounts(year, withOff('aakk', 3), '2026-01-08')).toEqual([1, 1, null, 0]);
});
