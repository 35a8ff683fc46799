import { isDeepStrictEqual as isSame } from 'node:util';
import fc from 'fast-check';
import { noOutages } from '../../functions/src/outages/outage';
import { plannedReason } from '../../functions/src/plans/plan';
import { addDays } from '../../functions/src/shared/day';
import { explainDays } from '../../functions/src/streaks/explain';
import { fold } from '../../functions/src/streaks/fold';
import { keptByZone } from '../../functions/src/streaks/keptByZone';
import { levelOf } from '../../functions/src/streaks/level';
import type { Settled } from '../../functions/src/streaks/settle';
import { newTally } from '../../functions/src/streaks/tally';
import { referenceStreak } from '../reference/reference';
import { programs } from './programs';
import { type Life, begun, lateness, live, lives, nameOf, redelivered } from './histories';
import type { Person } from './person';

const runs = { numRuns: 40 };
const delays = fc.array(lateness, { minLength: 1, maxLength: 40 });
const schedule = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });

/** What a person has, and the verdict of every day since their first. */
function outcome({ ledger }: Person, settled: Settled, { program }: Life) {
  const first = [...ledger.keys()].sort()[0] ?? settled.today;
  const days = explainDays(first, settled.today, ledger, settled, { program, outages: noOutages });
  return {
    standing: settled.standing,
    lapseAt: settled.lapseAt,
    verdicts: days.map(({ day, verdict, keptReason, start, end, current, freezes, xp }) => ({
      day,
      verdict,
      keptReason,
      start,
      end,
      current,
      freezes,
      xp,
    })),
  };
}

describe.each(programs)('%s: the same activities', (_, program) => {
  test('give the same in any order, however late, and however often it was settled', () => {
    fc.assert(
      fc.property(lives(program), delays, schedule, (life, late, fractions) => {
        const other = redelivered(life, late);
        const start = Math.min(life.until, ...other.deliveries.map((d) => d.deliveredAt));
        const settledAt = fractions.map((f) => Math.floor(start + f * (other.until - start)));
        const someone = live(life);
        const another = live({ ...other, settledAt });
        fc.pre(isSame(begun(someone), begun(another)));
        expect(outcome(another, another.settle(other.until), other)).toEqual(
          outcome(someone, someone.settle(other.until), life),
        );
      }),
      runs,
    );
  });

  test('give what the rules say', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        const someone = live(life);
        const settled = someone.settle(life.until);
        const {
          verdicts,
          off,
          badges,
          level,
          events,
          offer,
          challenges: _,
          ...reference
        } = referenceStreak({
          ...life,
          activities: life.deliveries,
          recoveries: someone.attempts,
        });
        expect(settled.offer && nameOf(settled.offer)).toEqual(offer);
        const { standing, verdicts: days } = outcome(someone, settled, life);
        expect(standing).toMatchObject({ ...reference, badges });
        expect(levelOf(standing.xp, program).level).toBe(level);
        const judged = days.filter(({ verdict }) => verdict !== 'open');
        expect(Object.fromEntries(judged.map(({ day, verdict }) => [day, verdict]))).toEqual(
          verdicts,
        );
        const daysOff = judged.filter(({ keptReason }) => keptReason === 'off-day');
        expect(daysOff.map(({ day }) => day)).toEqual(off);
        const told = count(someone);
        expect((told['freeze_applied'] ?? 0) - (told['freeze_refunded'] ?? 0)).toBe(
          events.freeze_applied,
        );
        const undone = (told['streak_restored'] ?? 0) + (told['recovered'] ?? 0);
        expect((told['streak_broken'] ?? 0) - undone).toBe(events.streak_broken);
      }),
      runs,
    );
  });

  test('give what the whole ledger gives, folded from its first day', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        const someone = live(life);
        const { state, today, standing } = someone.settle(life.until);
        const isActive = someone.ledger.get(today)?.verdict === 'active';
        const folded = fold(newTally('1970-01-01'), isActive ? today : addDays(today, -1), {
          program,
          records: someone.ledger,
          keptAhead: (day) =>
            plannedReason(state.plan, day) ?? keptByZone(state.timeline, day, program.dayStartHour),
          keptByOutage: () => false,
        });
        expect(standing).toEqual(folded.tally);
      }),
      runs,
    );
  });

  test('told as they occur, cause exactly the events that the rules say', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        const inOrder = { ...redelivered(life, [0]), starts: [] };
        const someone = live(inOrder);
        someone.settle(inOrder.until);
        const { events } = referenceStreak({ ...inOrder, activities: inOrder.deliveries });
        const { weekly_bonus_earned: weekly_bonus = 0, ...others } = count(someone);
        const none = { freeze_applied: 0, milestone: 0, streak_broken: 0 };
        expect({ ...none, ...others, weekly_bonus }).toEqual(events);
      }),
      runs,
    );
  });

  test('never cause an event twice, and every achievement that stands was told', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        const someone = live(life);
        const { state, today } = someone.settle(life.until);
        const ids = someone.events.map(({ id }) => id);
        expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
        const { days } = fold(newTally('1970-01-01'), today, {
          program,
          records: new Map([...someone.ledger].filter(([day]) => day <= today)),
          keptAhead: (day) =>
            plannedReason(state.plan, day) ?? keptByZone(state.timeline, day, program.dayStartHour),
          keptByOutage: () => false,
        });
        const achieved = days.flatMap(({ achievements }) =>
          achievements.map((a) =>
            a.kind === 'milestone'
              ? `milestone.${a.days}.${a.runStart}`
              : `weekly_bonus_earned.${a.monday}`,
          ),
        );
        expect(achieved.filter((id) => !ids.includes(id))).toEqual([]);
      }),
      runs,
    );
  });
});

function count({ events }: Person): Partial<Record<string, number>> {
  const counts: Partial<Record<string, number>> = {};
  for (const { kind } of events) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
