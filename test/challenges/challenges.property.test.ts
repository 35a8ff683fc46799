import fc from 'fast-check';
import { noOutages } from '../../functions/src/engine/outages';
import { recordedTally, reopen } from '../../functions/src/engine/reopen';
import { settle } from '../../functions/src/engine/settle';
import { referenceStreak } from '../reference/reference';
import { DAY } from '../shared/wallClock';
import { lateness, lives, redelivered } from '../streaks/histories';
import { programs } from '../streaks/programs';
import { challengesIn, joinedIn, liveChallenged } from './challenging';

const runs = { numRuns: 60 };
const delays = fc.array(lateness, { minLength: 1, maxLength: 40 });

describe.each(programs)('%s: challenges', (_, program) => {
  const challenged = lives(program).chain((life) =>
    fc.record({ life: fc.constant(life), challenges: challengesIn(life, 25) }),
  );

  test('come out as the rules say, with all that follows from their rewards', () => {
    fc.assert(
      fc.property(challenged, ({ life, challenges }) => {
        const someone = liveChallenged(life, challenges);
        const { tally } = someone.settle(life.until);
        const reference = referenceStreak({ ...life, activities: life.deliveries, challenges });
        expect(tally).toMatchObject({
          ...{ xp: reference.xp, freezes: reference.freezes, badges: reference.badges },
          ...{ current: reference.current, frozenDays: reference.frozenDays },
        });
        for (const [id, part] of Object.entries(reference.challenges)) {
          const { completedOn, value } = someone.parts.get(id) ?? {};
          expect([id, completedOn]).toEqual([id, part.completedOn]);
          if (part.completedOn === null) expect([id, value]).toEqual([id, part.value]);
        }
      }),
      runs,
    );
  });

  test('come out the same in whatever order activities arrive', () => {
    fc.assert(
      fc.property(challenged, delays, ({ life, challenges }, late) => {
        const inOrder = redelivered(life, [0]);
        const other = redelivered(life, late);
        const until = Math.max(inOrder.until, other.until);
        const joined = joinedIn(other, challenges);
        const [one, another] = [inOrder, other].map((each) => {
          const someone = liveChallenged(each, joined);
          return { standing: someone.settle(until).tally, parts: new Map(someone.parts) };
        });
        expect(another).toEqual(one);
      }),
      runs,
    );
  });

  test('are told and rewarded exactly once, and the ledger adds up', () => {
    fc.assert(
      fc.property(challenged, fc.nat(40), ({ life, challenges }, pick) => {
        const someone = liveChallenged(life, challenges);
        const until = life.until + 5 * DAY; // days that a flight west has opened again are sealed again
        const {
          events: _events,
          challenges: _challenges,
          days: _days, // of which the reopened have more
          ...before
        } = someone.settle(until);
        const completed = [...someone.parts].flatMap(([id, { completedOn }]) =>
          completedOn === null ? [] : [id],
        );
        const told = someone.events.filter(({ kind }) => kind === 'challenge_completed');
        expect(told.map(({ id }) => id).sort()).toEqual(
          completed.map((id) => `challenge_completed.${id}`).sort(),
        );
        const rewarded = [...someone.ledger.values()].flatMap(({ rewards = {} }) =>
          Object.keys(rewards),
        );
        expect(rewarded.sort()).toEqual(completed.sort());
        const { checkpoint } = before.state;
        expect(
          recordedTally(someone.ledger, checkpoint.through, checkpoint.badges, program),
        ).toEqual(checkpoint);

        const days = ['1970-01-01', ...someone.ledger.keys()].sort();
        const through = days[pick % days.length] ?? '';
        const { state, stored } = reopen(before.state, someone.ledger, through, program);
        const {
          events,
          challenges: _none,
          days: _judged,
          ...after
        } = settle(state, until, program, noOutages, stored);
        const { reopened } = after.state; // counts that it was
        expect(after).toEqual({
          ...before,
          state: { ...before.state, reopened },
          changedDays: {},
          progressed: {},
        });
        expect(events.filter(({ kind }) => kind === 'challenge_completed')).toEqual([]);
      }),
      runs,
    );
  });
});
