import fc from 'fast-check';
import { levelOf } from '../../functions/src/engine/xp';
import { programs } from '../streaks/programs';
import { referenceStreak } from '../reference/reference';
import { live } from './traveller';
import { type Travel, delays, readable, redelivered, travels } from './travels';

const runs = { numRuns: 150 };

/** What the rules say that comes of a travel. */
function expected(travel: Travel) {
  const { program, home, moves, deeds: activities, until } = travel;
  const {
    events: _events,
    off: _off,
    challenges: _challenges,
    level,
    ...streak
  } = referenceStreak({ program, home, moves, activities, until });
  return { ...streak, level: { ...levelOf(streak.xp, program), level } };
}

/** What has come of it. */
function outcome(travel: Travel) {
  return live(travel).standing(travel.until);
}

describe.each(programs)('%s: somebody with several zones', (_, program) => {
  test('has what the rules say', () => {
    fc.assert(
      fc.property(travels(program), (travel) => {
        expect(outcome(travel)).toEqual(expected(travel));
      }),
      runs,
    );
  });

  test('has at each moment what the rules say of what has been heard by then', () => {
    fc.assert(
      fc.property(travels(program), (travel) => {
        live(travel, (until, someone) => {
          const deeds = travel.deeds.filter(({ deliveredAt }) => deliveredAt <= until);
          const moves = travel.moves.filter(({ at }) => at <= until);
          if (deeds.length === 0) return;
          const known = readable({ ...travel, deeds, moves, until });
          expect(someone.standing(until)).toEqual(expected(known));
        });
      }),
      { numRuns: 40 },
    );
  });

  test('has the same in whatever order activities arrive, and however often they are judged', () => {
    fc.assert(
      fc.property(travels(program, 0), delays, (travel, late) => {
        const { until, ...other } = redelivered(travel, late);
        const settledAt = travel.settledAt.map((at) => until - (travel.until - at));
        expect(outcome({ ...other, settledAt, until })).toEqual(outcome({ ...travel, until }));
      }),
      runs,
    );
  });
});
