import fc from 'fast-check';
import { noOutages } from '../../functions/src/engine/outages';
import { settle } from '../../functions/src/engine/settle';
import { referenceStreak } from '../reference/reference';
import { programs } from '../streaks/programs';
import { live, lives } from '../streaks/histories';

const runs = { numRuns: 40 };

describe.each(programs)('%s: a recovery', (_, program) => {
  test('is offered exactly when the rules offer one, with their number', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        live(life, (at, someone) => {
          const { offer } = settle(someone.state(), at, program, noOutages);
          const expected = referenceStreak({
            ...life,
            moves: life.moves.filter((move) => move.at <= at),
            announced: life.announced.filter((said) => said.at <= at),
            activities: someone.logged,
            recoveries: someone.attempts,
            until: at,
          });
          expect(offer && { day: offer.day, needed: offer.needed }).toEqual(expected.offer);
        });
      }),
      runs,
    );
  });

  test('that was won costs nothing once the day is mended otherwise', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        const someone = live(life);
        const { recoveries, lastRecovered } = someone.settle(life.until).tally;
        const days = [...someone.ledger].filter(([, day]) => day.keptReason === 'recovered');
        expect(recoveries).toBe(days.length);
        expect(lastRecovered).toBe(
          days
            .map(([day]) => day)
            .sort()
            .at(-1) ?? null,
        );
        const won = someone.attempts.filter(({ day }) => someone.ledger.get(day)?.granted);
        expect(days.length).toBeLessThanOrEqual(won.length);
      }),
      runs,
    );
  });
});
