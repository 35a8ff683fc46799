import fc from 'fast-check';
import { noOutages } from '../../functions/src/engine/outages';
import { recordedTally, reopen } from '../../functions/src/engine/reopen';
import { settle } from '../../functions/src/engine/settle';
import { live, lives } from './histories';
import { programs } from './programs';

const runs = { numRuns: 40 };

describe.each(programs)('%s', (_, program) => {
  test('what the ledger has recorded adds up to the checkpoint', () => {
    fc.assert(
      fc.property(lives(program), (life) => {
        const someone = live(life);
        const { checkpoint } = someone.settle(life.until).state;
        const { badges, through } = checkpoint;
        expect(recordedTally(someone.ledger, through, badges, program)).toEqual(checkpoint);
      }),
      runs,
    );
  });

  test('a streak that is opened anywhere and settled is what it was, and nothing is told', () => {
    fc.assert(
      fc.property(lives(program), fc.nat(40), (life, pick) => {
        const someone = live(life);
        const { events: _events, days: _days, ...before } = someone.settle(life.until);
        const days = ['1970-01-01', ...someone.ledger.keys()].sort();
        const through = days[pick % days.length] ?? '';
        const { state, stored } = reopen(before.state, someone.ledger, through, program);
        const {
          events,
          days: _judged,
          ...after
        } = settle(state, life.until, program, noOutages, stored);
        const reopened = before.state.reopened + 1;
        const expected = { ...before, state: { ...before.state, reopened }, changedDays: {} };
        expect(after).toEqual(expected);
        expect(events).toEqual([]);
      }),
      runs,
    );
  });
});
