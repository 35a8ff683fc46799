import { isDeepStrictEqual as isSame } from 'node:util';
import fc from 'fast-check';
import { noOutages } from '../../functions/src/engine/outages';
import { plannedReason } from '../../functions/src/engine/plans';
import { explainDays } from '../../functions/src/engine/explain';
import { type Achievement, fold } from '../../functions/src/engine/fold';
import { zonesIn } from './zonesIn';
import { levelOf } from '../../functions/src/engine/xp';
import type { Settled } from '../../functions/src/engine/settle';
import { newTally } from '../../functions/src/engine/tally';
import { referenceStreak } from '../reference/reference';
import { programs } from './programs';
import { type Life, begun, lateness, live, lives, nameOf, redelivered } from './histories';
import type { Person } from './person';

const runs = { numRuns: 40 };
const delays = fc.array(lateness, { minLength: 1, maxLength: 40 });
const schedule = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });

/** What a person has, and the verdict of every day since their first. */
function outcome({ ledger }: Person, settled: Settled, { program }: Life) {
  const recorded = [...ledger.keys()].sort();
  const first = recorded[0] ?? settled.today;
  const last = [settled.today, ...recorded].sort().at(-1) ?? first; // a day that another zone has begun
  const days = explainDays(first, last, ledger, settled, { program, outages: noOutages });
  return {
    standing: settled.tally,
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
        const { state, open, tally } = someone.settle(life.until);
        const folded = fold(newTally('1970-01-01'), open, {
          program,
          records: someone.ledger,
          planned: (day) => plannedReason(state.plan, day),
          ...zonesIn(someone.ledger),
          keptByOutage: () => false,
          isWonBack: (day) => someone.ledger.get(day)?.granted === 'recovered',
        });
        expect(tally).toEqual(folded.tally);
      }),
      runs,
    );
  });

  test('told as they occur to someone who stays, cause exactly the events that the rules say', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        const inOrder = { ...redelivered(life, [0]), starts: [], moves: [] };
        const someone = live(inOrder);
        someone.settle(inOrder.until);
        const { events } = referenceStreak({ ...inOrder, activities: inOrder.deliveries });
        const {
          weekly_bonus_earned: weekly_bonus = 0,
          personal_record: _,
          ...others
        } = count(someone);
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
        const { state, open } = someone.settle(life.until);
        const ids = someone.events.map(({ id }) => id);
        expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
        const { days } = fold(newTally('1970-01-01'), open, {
          program,
          records: someone.ledger,
          planned: (day) => plannedReason(state.plan, day),
          ...zonesIn(someone.ledger),
          keptByOutage: () => false,
          isWonBack: (day) => someone.ledger.get(day)?.granted === 'recovered',
        });
        const runOf = (day: string) => days.findLast((each) => each.day <= day)?.after.runStart;
        const wasTold = (achievement: Achievement) => {
          if (achievement.kind === 'weekly_bonus_earned') {
            return ids.includes(`weekly_bonus_earned.${achievement.monday}`);
          }
          if (achievement.kind === 'milestone') {
            return someone.events.some(
              (event) =>
                event.kind === 'milestone' &&
                event.days === achievement.days &&
                runOf(event.runStart) === achievement.runStart,
            );
          }
          return (
            achievement.kind === 'personal_record' &&
            someone.events.some(
              (event) =>
                event.kind === 'personal_record' && runOf(event.runStart) === achievement.runStart,
            )
          );
        };
        const achieved = days.flatMap(({ achievements }) => achievements);
        expect(achieved.filter((achievement) => !wasTold(achievement))).toEqual([]);
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
