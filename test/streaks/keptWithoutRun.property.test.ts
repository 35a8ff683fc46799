import fc from 'fast-check';
import { fold } from '../../functions/src/engine/fold';
import { noPlan } from '../../functions/src/engine/plans';
import { recordedFacts } from '../../functions/src/engine/streakDays';
import { openDaysAt } from '../../functions/src/engine/timeline';
import { DAY, HOUR } from '../shared/wallClock';
import { live, lives } from './histories';
import { programs } from './programs';

/** Outages after an instant, in hours from it. */
const outagesAfter = fc.array(
  fc.record({ from: fc.nat(500 * 24), hours: fc.integer({ min: 1, max: 60 }) }),
  { maxLength: 5 },
);

const plans = fc.record({
  pauses: fc.array(fc.record({ from: fc.nat(60), days: fc.nat(5) }), { maxLength: 2 }),
  rest: fc.array(fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 2 }), { maxLength: 3 }),
});

test.each(programs)(
  'of days without a run, only those are judged that something keeps: %s',
  (_, program) => {
    let kept = 0;
    fc.assert(
      fc.property(
        lives(program),
        outagesAfter,
        plans,
        fc.integer({ min: 1, max: 700 }),
        (life, downs, { pauses, rest }, idle) => {
          const lived = live(life).state();
          const dayAfter = (days: number) =>
            new Date(life.until + days * DAY).toISOString().slice(0, 10);
          const plan = {
            pauses: pauses.map(({ from, days }) => ({
              from: dayAfter(from),
              to: dayAfter(from + days),
            })),
            rest: rest.map((weekdays, index) => ({ from: dayAfter(index * 50), weekdays })),
          };
          const state = { ...lived, plan: idle % 3 === 0 ? noPlan : plan };
          const outages = downs.map(({ from, hours }, index) => {
            const start = life.until + from * HOUR;
            return { id: `${index}`, from: start, to: start + hours * HOUR, reason: 'Any.' };
          });
          const rules = { program, outages: { version: 1, outages } };
          const { mayBeKeptWithoutRun, ...facts } = recordedFacts(state, state, rules);
          const records = new Map(Object.entries(state.recent));
          const at = life.until + idle * DAY;
          const open = openDaysAt(state.timeline, at, program.dayStartHour);
          const ledger = { ...facts, records };
          const folded = fold(state.checkpoint, open, { ...ledger, mayBeKeptWithoutRun });
          expect(folded).toEqual(fold(state.checkpoint, open, ledger));
          kept += folded.days.filter(
            ({ verdict, before }) => verdict === 'kept' && before.current === 0,
          ).length;
        },
      ),
      { numRuns: 60 },
    );
    expect(kept).toBeGreaterThan(100);
  },
);
