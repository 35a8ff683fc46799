import fc from 'fast-check';
import {
  calendarDays,
  type DayRange,
  daysOfMonth,
  monthsOf,
  totalsOf,
} from '../../functions/src/engine/calendarDays';
import { addDays, monthOf } from '../../functions/src/engine/days';
import { explainDays } from '../../functions/src/engine/explain';
import { type DayMark, marksOfSealedDays } from '../../functions/src/engine/ledger';
import { noOutages } from '../../functions/src/engine/outages';
import {
  changesSealedDay,
  covers,
  isWithUser,
  marksOf,
  type SealedMonth,
  sealedMonth,
  sealedVersion,
} from '../../functions/src/engine/sealedMonth';
import { settle } from '../../functions/src/engine/settle';
import { program } from '../../functions/src/program';
import { live, lives } from '../streaks/histories';
import type { Person } from '../streaks/person';

const rules = { program, outages: noOutages };

/** The person's calendar, its sealed days as they were read at some time before. */
function calendarOf(
  someone: Person,
  kept: ReadonlyMap<string, SealedMonth>,
  range: DayRange,
  at: number,
) {
  const settled = settle(someone.state(), at, program, noOutages);
  const { through } = sealedVersion(someone.state(), 0);
  const marks = new Map<string, DayMark>([
    ...[...kept.values()]
      .flatMap(({ days }) => Object.entries(days))
      .filter(([day]) => day <= through),
    ...Object.entries(marksOfSealedDays(someone.state().sealedDays)),
    ...Object.entries(marksOf(someone.state().recent)),
    ...Object.entries(marksOf(settled.changedDays)),
  ]);
  return { today: settled.today, days: calendarDays(range, marks, settled, rules) };
}

function monthRead(someone: Person, month: string): SealedMonth {
  const days = [...someone.ledger].filter(([day]) => monthOf(day) === month);
  return sealedMonth(Object.fromEntries(days), sealedVersion(someone.state(), 0));
}

test('a month that was read earlier is right wherever it covers what is asked', () => {
  let used = 0;
  fc.assert(
    fc.property(lives(program), fc.nat(8 * 86_400_000), (life, wait) => {
      const cache = new Map<string, SealedMonth>();
      live(life, (time, someone) => {
        const at = time + wait;
        const { open } = settle(someone.state(), at, program, noOutages);
        const range = { from: addDays(open.first, -40), to: addDays(open.last, 3) };
        const version = sealedVersion(someone.state(), 0);
        const asked = monthsOf(range).filter((month) => !isWithUser(month, someone.state()));
        const months = asked.map((month) => {
          const kept = cache.get(month);
          if (kept && covers(kept, month, version)) {
            used += 1;
            return [month, kept] as const;
          }
          const read = monthRead(someone, month);
          cache.set(month, read);
          return [month, read] as const;
        });
        const { days } = calendarOf(someone, new Map(months), range, at);
        const settled = settle(someone.state(), at, program, noOutages);
        const known = new Map([...someone.ledger, ...Object.entries(settled.changedDays)]);
        const explained = explainDays(range.from, open.last, known, settled, rules);
        expect(days.filter(({ day }) => day <= open.last)).toEqual(
          explained.map(({ day, verdict, keptReason, activities, xp, current }) => ({
            ...{ day, keptReason, activities, xp, current },
            verdict: keptReason === 'recovered' ? 'recovered' : verdict,
          })),
        );
        expect(days.slice(-3).map(({ verdict }) => verdict)).toEqual(Array(3).fill('future'));
      });
    }),
    { numRuns: 12 },
  );
  expect(used).toBeGreaterThan(100);
});

test('the user document has of its month what the ledger has, also after days were reopened', () => {
  fc.assert(
    fc.property(lives(program), fc.nat(40), (life, back) => {
      const check = (someone: Person) => {
        const { sealedDays, checkpoint } = someone.state();
        expect(sealedDays.from).toBe(`${monthOf(checkpoint.through)}-01`);
        const ledger = [...someone.ledger].filter(
          ([day]) => day >= sealedDays.from && day <= checkpoint.through,
        );
        expect(marksOfSealedDays(sealedDays)).toEqual(marksOf(Object.fromEntries(ledger)));
      };
      const someone = live(life, (_, each) => {
        check(each);
      });
      const { today } = someone.settle(life.until);
      someone.resettle(life.until, addDays(today, -back));
      check(someone);
    }),
    { numRuns: 12 },
  );
});

test('totals are what the days of all ranges add up to', () => {
  fc.assert(
    fc.property(lives(program), (life) => {
      const someone = live(life);
      const { today } = settle(someone.state(), life.until, program, noOutages);
      const whole = { from: addDays(today, -30), to: today };
      const halves = [
        { from: whole.from, to: addDays(today, -10) },
        { from: addDays(today, -9), to: today },
      ];
      const totals = (range: DayRange) => {
        const read = monthsOf(range).map((month) => [month, monthRead(someone, month)] as const);
        return totalsOf(calendarOf(someone, new Map(read), range, life.until).days);
      };
      const parts = halves.map(totals);
      for (const [name, sum] of Object.entries(totals(whole))) {
        const key = name as keyof (typeof parts)[number];
        expect(parts.reduce((added, part) => added + part[key], 0)).toBe(sum);
      }
    }),
    { numRuns: 10 },
  );
});

test('what is written without reopening a day never changes one that may be cached', () => {
  fc.assert(
    fc.property(lives(program), (life) => {
      let before: Record<string, SealedMonth['days'][string]> = {};
      let through = '';
      live(life, (_, someone) => {
        const after = Object.fromEntries(someone.ledger);
        for (const [day, mark] of Object.entries(before)) {
          if (day <= through) expect(after[day]).toEqual(mark);
        }
        before = after;
        through = someone.state().checkpoint.through;
      });
    }),
    { numRuns: 15 },
  );
});

test('a day judged again after it was sealed is seen as a change of the cache', () => {
  fc.assert(
    fc.property(lives(program), fc.nat(10), (life, back) => {
      const someone = live(life);
      const { today } = someone.settle(life.until);
      const before = Object.fromEntries(someone.ledger);
      const version = sealedVersion(someone.state(), 0);
      const settled = someone.resettle(life.until, addDays(today, -4 - back));
      const sealedChanged = Object.keys(settled.changedDays).some((day) => day <= version.through);
      if (!sealedChanged) return;
      const after = Object.fromEntries(someone.ledger);
      expect(changesSealedDay(before, after, life.until)).toBe(true);
      expect(sealedVersion(someone.state(), 0).reopened).toBeGreaterThan(version.reopened);
    }),
    { numRuns: 10 },
  );
});

test.each([
  ['2026-02', '2026-02-01', '2026-02-28'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2026-12', '2026-12-01', '2026-12-31'],
])('%s goes from %s to %s', (month, from, to) => {
  expect(daysOfMonth(month)).toEqual({ from, to });
  expect(monthsOf({ from, to })).toEqual([month]);
});

test('a month cached of somebody who was erased is not used for who begins anew', () => {
  const before = { since: 1, reopened: 0, through: '2026-03-10' };
  const after = { ...before, since: 2 };
  expect(covers(sealedMonth({}, before), '2026-03', before)).toBe(true);
  expect(covers(sealedMonth({}, before), '2026-03', after)).toBe(false);
});
