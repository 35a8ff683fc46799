import fc from 'fast-check';
import { calendarDays } from '../../functions/src/engine/calendarDays';
import { daysOffAhead } from '../../functions/src/engine/insights/outlook';
import type { OutageList } from '../../functions/src/engine/outages';
import { addDays, daysBetween } from '../../functions/src/engine/days';
import { dayBounds } from '../../functions/src/engine/timeline';
import { explainDays } from '../../functions/src/engine/explain';
import type { KeptReason } from '../../functions/src/engine/keptDay';
import { isActive } from '../../functions/src/engine/dayRecord';
import { settle } from '../../functions/src/engine/settle';
import { DAY, HOUR } from '../shared/wallClock';
import { live, lives } from './histories';
import type { Person } from './person';
import { programs } from './programs';

/** Days that are looked ahead. */
const AHEAD = 12;

/** Outages around an instant, in hours from it. */
const outagesAhead = fc.array(
  fc.record({ from: fc.integer({ min: -72, max: 240 }), hours: fc.integer({ min: 1, max: 60 }) }),
  { maxLength: 2 },
);

/** Moves, and how many hours later: of two that pass over days within a week one keeps them. */
const [west, east] = ['Pacific/Pago_Pago', 'Pacific/Kiritimati'];
const lastMoves = fc.constantFrom<readonly (readonly [string, number])[]>(
  [],
  [[west, 0] as const, [east, 42] as const],
  [...[[west, 0] as const, [east, 0] as const], ...[[west, 2] as const, [east, 42] as const]],
);

/** What is done, and said of days ahead, just before; days from the present. */
interface LastWords {
  readonly activeDaysAgo: number;
  readonly pause: { readonly from: number; readonly days: number } | null;
  readonly rest: readonly number[];
}

const lastWords: fc.Arbitrary<LastWords> = fc.record({
  activeDaysAgo: fc.constantFrom(0, 1, 1),
  pause: fc.option(fc.record({ from: fc.nat(4), days: fc.nat(3) })),
  rest: fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 2 }),
});

function sayAndDo(someone: Person, at: number, { activeDaysAgo, pause, rest }: LastWords): void {
  someone.log(at - activeDaysAgo * DAY, { deliveredAt: at });
  someone.announce({ kind: 'rest', at, weekdays: rest });
  if (!pause) return;
  const from = addDays(someone.settle(at).today, pause.from);
  someone.announce({ kind: 'pause', at, from, to: addDays(from, pause.days) });
}

test.each(programs)(
  'explanation, calendar, insights and reminders say of days ahead what the fold says once they have passed: %s',
  (_, program) => {
    const seen = new Set<KeptReason>();
    fc.assert(
      fc.property(
        lives(program),
        outagesAhead,
        lastMoves,
        lastWords,
        (life, downs, moves, last) => {
          const someone = live(life);
          const at = life.until + 42 * HOUR;
          for (const [zone, after] of moves) someone.move(life.until + after * HOUR, zone);
          sayAndDo(someone, at, last);
          const outages: OutageList = {
            version: 1,
            outages: downs.map(({ from, hours }, index) => {
              const start = at + from * HOUR;
              return { id: `${index}`, from: start, to: start + hours * HOUR, reason: 'Any.' };
            }),
          };
          const rules = { program, outages };
          const now = settle(someone.state(), at, program, outages);
          const { today, open, next, state } = now;
          fc.pre(
            !Object.entries(state.recent).some(([day, { count }]) => day > open.last && count > 0),
          );
          const range = { from: open.first, to: addDays(today, AHEAD - 1) };
          const end = dayBounds(state.timeline, range.to, program.dayStartHour).end;

          const later = settle(state, end, program, outages);
          const folded = new Map(later.days.map((judged) => [judged.day, judged]));
          const isTaken = (day: string) =>
            program.cadence.kind === 'perWeek' && folded.get(day)?.keptReason === 'off-day';

          const isDone = isActive(now, open.first);
          const known = new Map([...someone.ledger, ...Object.entries(now.changedDays)]);
          const free = daysOffAhead(now, rules, AHEAD).free;
          const days = calendarDays(range, new Map(), now, rules);
          const [explained] = explainDays(open.first, open.first, known, now, rules);
          if (!isDone) expect(explained?.keptReason).toBe(days[0]?.keptReason);

          days.forEach(({ day, keptReason }) => {
            const judged = folded.get(day);
            if (judged === undefined || judged.verdict === 'active') return;
            if (keptReason) seen.add(keptReason);
            // What depends on the run is not known ahead of later days; something else may keep them.
            if (judged.keptReason === 'travel' && day !== next.day) return;
            const isUnknown = isTaken(day) && day !== next.day;
            expect(keptReason).toBe(isUnknown ? null : (judged.keptReason ?? null));
            if (day < today) return;
            expect(free[daysBetween(today, day)]).toBe(judged.verdict === 'kept' && !isTaken(day));
          });

          if (now.lossAt !== null) {
            const lost = now.atRisk ?? '';
            const first = later.days.find(({ day, verdict }) =>
              day >= next.day ? verdict === 'frozen' || verdict === 'broken' : false,
            );
            if (lost <= range.to) expect(first?.day).toBe(lost);
            else expect(first).toBeUndefined();
          }
        },
      ),
      { numRuns: 100 },
    );
    const dayOff = program.cadence.kind === 'daily' ? [] : ['off-day'];
    expect([...seen]).toEqual(expect.arrayContaining(['paused', 'travel', 'outage', ...dayOff]));
  },
);
