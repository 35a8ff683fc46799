import fc from 'fast-check';
import { withActivity } from '../../functions/src/engine/dayRecord';
import { addDays } from '../../functions/src/engine/days';
import { bestHours, summaryOf } from '../../functions/src/engine/insights/insights';
import {
  habitCounts,
  strengthOf,
  yearOf,
  yearThrough,
} from '../../functions/src/engine/insights/year';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { newTally } from '../../functions/src/engine/tally';
import { openDay } from '../../functions/src/engine/streakState';
import { program } from '../../functions/src/program';

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
  const end = addDays(monday, days.length);
  const tally = newTally('1970-01-01');
  const year = yearOf(ledgerOf(days), monday, addDays(end, -1), 4);
  return summaryOf(year, { open: { first: end, last: end }, tally });
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

test('of two weekdays that are as good, neither is the best', () => {
  expect(summarize('aa.....'.repeat(4)).bestWeekday).toBeNull();
  expect(summarize('aa.....'.repeat(4) + 'a......').bestWeekday).toBe(0);
});

/** Activities by hour, from pairs of an hour and their number. */
function hoursWith(...pairs: readonly (readonly [number, number])[]): number[] {
  return Array.from({ length: 24 }, (_, hour) => pairs.find(([own]) => own === hour)?.[1] ?? 0);
}

test.each([
  ['none', [], null],
  ['always at nine', [[9, 5]], { from: 7, to: 11, share: 1 }],
  [
    'from ten to two',
    [
      [10, 2],
      [11, 2],
      [12, 2],
      [13, 2],
    ],
    { from: 10, to: 14, share: 1 },
  ],
  [
    'around seven',
    [
      [5, 3],
      [6, 4],
      [7, 4],
      [8, 4],
      [12, 4],
    ],
    { from: 5, to: 9, share: 15 / 19 },
  ],
  [
    'around midnight',
    [
      [22, 1],
      [23, 2],
      [0, 2],
      [1, 1],
      [12, 3],
    ],
    { from: 22, to: 2, share: 6 / 9 },
  ],
  [
    'at nine and at nine',
    [
      [9, 5],
      [21, 5],
    ],
    null,
  ],
  [
    'at nine, and a little more at nine',
    [
      [9, 5],
      [21, 6],
    ],
    { from: 19, to: 23, share: 6 / 11 },
  ],
  [
    'five hours alike',
    [
      [8, 1],
      [9, 1],
      [10, 1],
      [11, 1],
      [12, 1],
    ],
    { from: 8, to: 12, share: 0.8 },
  ],
  [
    'across midnight, two ways',
    [
      [22, 1],
      [23, 1],
      [0, 1],
      [1, 1],
      [2, 1],
    ],
    { from: 22, to: 2, share: 0.8 },
  ],
] as const)('the best four hours in a row: %s', (_, pairs, expected) => {
  expect(bestHours(hoursWith(...pairs))).toEqual(expected);
});

test('no four hours in a row have more activities than the best', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 24, maxLength: 24 }), (byHour) => {
      const best = bestHours(byHour);
      const total = byHour.reduce((sum, count) => sum + count, 0);
      const within = (from: number) =>
        [0, 1, 2, 3].reduce((sum, hour) => sum + (byHour[(from + hour) % 24] ?? 0), 0);
      const most = Math.max(...byHour.map((__, from) => within(from)));
      const from = byHour.flatMap((__, hour) => (within(hour) === most ? [hour] : []));
      const isDecided = from.some((one) => from.every((other) => (other - one + 24) % 24 < 4));
      if (total === 0 || !isDecided) expect(best).toBeNull();
      else {
        expect(within(best?.from ?? 0)).toBe(most);
        expect(best).toMatchObject({ share: most / total, to: ((best?.from ?? 0) + 4) % 24 });
      }
    }),
  );
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

test('a run that had begun before the year counts from its first day; the living one is whole', () => {
  const year = yearOf(ledgerOf('aabaaa'), monday, '2026-01-10', 4);
  const open = { first: '2026-01-11', last: '2026-01-11' };
  const none = newTally('1970-01-01');
  const living = { ...none, current: 40, runStart: '2025-12-01', lastActiveDay: '2026-01-11' };
  expect(summaryOf(year, { open, tally: none }).longestRuns).toEqual([
    { days: 3, from: '2026-01-08', to: '2026-01-10' },
    { days: 2, from: '2026-01-05', to: '2026-01-06' },
  ]);
  expect(summaryOf(year, { open, tally: living }).longestRuns).toEqual([
    { days: 40, from: '2025-12-01', to: '2026-01-11' },
    { days: 2, from: '2026-01-05', to: '2026-01-06' },
  ]);
});

test('an open day counts once it is active, and says nothing before', () => {
  const open = { first: '2026-01-07', last: '2026-01-08' };
  const summary = (days: string) =>
    summaryOf(yearOf(ledgerOf(days), monday, '2026-01-08', 4), {
      open,
      tally: newTally('1970-01-01'),
    });
  expect(summary('aa..').weekdayRates.slice(0, 4)).toEqual([1, 1, null, null]);
  expect(summary('aa.a').weekdayRates.slice(0, 4)).toEqual([1, 1, null, 1]);
  expect(summary('aa..').strength).toBe(strengthOf([1, 1]));
});

test('days that were judged later replace those of the year as it was built', () => {
  const built = yearOf(ledgerOf('aafb.'), monday, '2026-01-09', 4);
  const later = yearThrough(built, ledgerOf('aakaf'), '2026-01-10');
  expect(later.counts).toEqual([1, 1, null, 1, 0, 0]);
  expect([built.frozen, built.broken]).toEqual([['2026-01-07'], ['2026-01-08']]);
  expect([later.frozen, later.broken]).toEqual([['2026-01-09'], []]);
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
  expect(habitCounts(year)).toEqual([1, 0, null]);
  const later = yearThrough(year, withOff('aakk', 3), '2026-01-08');
  expect(habitCounts(later)).toEqual([1, 1, null, 0]);
});
