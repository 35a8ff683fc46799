import { userOf } from '../../functions/src/documents/user';
import { driftOf } from '../../functions/src/engine/audit';
import { withoutKeptWithoutRun } from '../../functions/src/engine/ledger';
import { noOutages } from '../../functions/src/engine/outages';
import { program } from '../../functions/src/program';
import { type Person, person } from './person';

const june = (day: number) => `2026-06-${String(day).padStart(2, '0')}`;
const noon = (day: number) => Date.parse(`${june(day)}T12:00Z`);

/** What the ledger says of the first days of June, a letter a day: `.` where it says nothing. */
function ledgerUntil(last: number, { ledger }: Pick<Person, 'ledger'>): string {
  return Array.from({ length: last }, (_, index) => {
    const entry = ledger.get(june(index + 1));
    return (entry?.keptReason ?? entry?.verdict ?? '.').charAt(0);
  }).join('');
}

/** Active on the first of June, and paused from the 4th to the 10th, when the run had ended. */
function paused(): Person {
  const someone = person('UTC');
  someone.log(noon(1));
  someone.announce({ at: noon(3), kind: 'pause', from: june(4), to: june(10) });
  return someone;
}

test('the days of a pause are noted although the run had ended before', () => {
  const someone = paused();
  someone.log(noon(14));
  expect(ledgerUntil(14, someone)).toBe('ab.ppppppp...a');
  expect(someone.events.map(({ kind }) => kind)).toEqual(['streak_broken']);
});

test('days of rest stay days of rest when the plan changes', () => {
  const someone = person('UTC');
  someone.log(noon(1));
  someone.announce({ at: noon(3), kind: 'rest', weekdays: [5] });
  someone.announce({ at: noon(24), kind: 'rest', weekdays: [] });
  someone.settle(noon(30));
  expect(ledgerUntil(30, someone)).toBe('ab.........r......r......r....');
});

test('before the first active day nothing is noted', () => {
  const someone = person('UTC');
  someone.announce({ at: noon(1), kind: 'pause', from: june(2), to: june(10) });
  someone.settle(noon(20));
  expect(ledgerUntil(20, someone)).toBe('.'.repeat(20));
});

test('nobody is told that an outage kept a day on which there was no run', () => {
  const outages = {
    version: 1,
    outages: [{ id: 'disk', from: noon(9), to: noon(11), reason: 'Full disk' }],
  };
  const someone = person('UTC', program, () => outages);
  someone.log(noon(1));
  someone.log(noon(14));
  expect(ledgerUntil(14, someone)).toBe('ab......ooo..a');
  expect(someone.events.map(({ kind }) => kind)).toEqual(['streak_broken']);
});

test('an audit finds nothing amiss where the first active day was not kept yet, but where it is another', () => {
  const someone = paused();
  someone.log(noon(20));
  const user = userOf('ada', someone.settle(noon(20)), program);
  expect(user.standing.firstActiveDay).toBe(june(1));
  const stored = (first: { firstActiveDay?: string }) => {
    const { firstActiveDay: _, ...checkpoint } = user.streak.checkpoint;
    const { firstActiveDay: __, ...standing } = user.standing;
    return {
      ...{ shard: user.shard, ledger: someone.ledger },
      user: {
        ...user,
        streak: { ...user.streak, checkpoint: { ...checkpoint, ...first } },
        standing: { ...standing, ...first },
      },
    };
  };
  const rules = { program, outages: noOutages };
  expect(driftOf(stored({}), rules)).toEqual([]);
  expect(driftOf(stored({ firstActiveDay: june(2) }), rules)).toHaveLength(2);
});

test('an audit finds nothing amiss where such days were not noted yet', () => {
  const someone = paused();
  someone.log(noon(20));
  const user = userOf('ada', someone.settle(noon(20)), program);
  const { streak } = user;
  const sealedDays = withoutKeptWithoutRun(streak.sealedDays);
  expect(sealedDays.text).not.toBe(streak.sealedDays.text);
  const ledger = new Map([...someone.ledger].filter(([, { keptReason }]) => !keptReason));
  const rules = { program, outages: noOutages };
  const stored = {
    shard: user.shard,
    user: { ...user, streak: { ...streak, sealedDays } },
    ledger,
  };
  expect(driftOf(stored, rules)).toEqual([]);
  expect(driftOf({ ...stored, ledger: new Map() }, rules)).not.toEqual([]);
});
