import fc from 'fast-check';
import type { program as lawSchool } from '../../functions/src/program';
import { explainDays } from '../../functions/src/engine/explain';
import { SECOND_SWEEP_AFTER_MS } from '../../functions/src/features/outages/changeOutages';
import { referenceStreak } from '../reference/reference';
import { DAY } from '../shared/wallClock';
import { programs } from '../streaks/programs';
import { lives } from '../streaks/histories';
import type { Person } from '../streaks/person';
import { inForceAt, liveThrough, troubles } from './troubles';

const runs = { numRuns: 60 };

describe.each(programs)('%s: outages', (_, program) => {
  const situations = lives(program).chain((life) =>
    fc.record({
      life: fc.constant(life),
      outages: troubles(life),
      more: fc.nat(20 * DAY),
      behind: fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
    }),
  );

  test('whenever declared and revoked, and settled how often, give what the rules say', () => {
    fc.assert(
      fc.property(situations, ({ life, outages, more, behind }) => {
        const said = outages.flatMap(({ changedAt }) => changedAt);
        const until = Math.max(life.until, ...said) + SECOND_SWEEP_AFTER_MS + more;
        const someone = liveThrough(
          life,
          outages,
          until,
          (n) => behind[n % behind.length] ?? false,
        );
        const settled = someone.settle(until);
        const inForce = inForceAt(outages, until);
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
          outages: inForce,
          until,
        });
        expect(off.filter((day) => verdicts[day] !== 'kept')).toEqual([]);
        expect(level).toBeGreaterThan(0);
        expect(settled.offer?.day).toBe(offer?.day);
        expect(settled.tally).toMatchObject({ ...reference, badges });
        expect(verdictsOf(someone, settled, inForce, program)).toEqual(verdicts);
        const told = countOf(someone);
        expect(told('freeze_applied') - told('freeze_refunded')).toBe(events.freeze_applied);
        expect(told('streak_broken') - told('streak_restored')).toBe(events.streak_broken);
        const ids = someone.events.map(({ id }) => id);
        expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      }),
      runs,
    );
  });
});

function verdictsOf(
  { ledger }: Person,
  settled: ReturnType<Person['settle']>,
  inForce: ReturnType<typeof inForceAt>,
  program: typeof lawSchool,
) {
  const first = [...ledger.keys()].sort()[0] ?? settled.today;
  const list = inForce.map((outage) => ({ ...outage, id: 'any', reason: 'any' }));
  const rules = { program, outages: { version: 0, outages: list } };
  const days = explainDays(first, settled.today, ledger, settled, rules);
  const judged = days.filter(({ verdict }) => verdict !== 'open');
  return Object.fromEntries(judged.map(({ day, verdict }) => [day, verdict]));
}

function countOf({ events }: Person) {
  return (kind: string) => events.filter((event) => event.kind === kind).length;
}
