import fc from 'fast-check';
import { withFreezesGiven } from '../../functions/src/engine/freezesGiven';
import { noOutages } from '../../functions/src/engine/outages';
import { plannedReason } from '../../functions/src/engine/plans';
import { program } from '../../functions/src/program';
import { addDays } from '../../functions/src/engine/days';
import { isRefusal } from '../../functions/src/contracts/errors';
import { fold } from '../../functions/src/engine/fold';
import { zonesIn } from '../streaks/zonesIn';
import type { LedgerDay } from '../../functions/src/engine/ledger';
import { recordedTally } from '../../functions/src/engine/reopen';
import { type Settled, settle } from '../../functions/src/engine/settle';
import type { StreakState } from '../../functions/src/engine/streakState';
import { newTally } from '../../functions/src/engine/tally';
import { live, lives } from '../streaks/histories';
import { type Person, person } from '../streaks/person';

interface Standing {
  readonly state: StreakState;
  readonly ledger: ReadonlyMap<string, LedgerDay>;
}

/** The streak with freezes given, and all of its days; undefined where that is refused. */
function given(
  { state, ledger }: Standing,
  day: string,
  freezes: number,
  now: number,
): (Standing & { readonly settled: Settled }) | undefined {
  const before = settle(state, now, program, noOutages);
  try {
    const opened = withFreezesGiven(state, ledger, { day, freezes }, before, program);
    const settled = settle(opened.state, now, program, noOutages, opened.stored);
    const days = new Map([...ledger, ...Object.entries(settled.changedDays)]);
    return { state: settled.state, ledger: days, settled };
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

const standingOf = (someone: Person): Standing => ({
  state: someone.state(),
  ledger: someone.ledger,
});

/** Active on the first three days of March; the fourth is missed with no freeze held. */
function broken(): Person {
  const someone = person('Europe/Berlin');
  for (const day of ['02', '03', '04']) someone.log(`2026-03-${day}T12:00:00Z`);
  return someone;
}

const NOW = Date.parse('2026-03-06T12:00:00Z');

test.each([
  ['before the break undoes it', '2026-03-04', { current: 3, freezes: 0, frozenDays: 1 }],
  ['on the day of the break comes too late', '2026-03-05', { current: 0, freezes: 1 }],
  ['long before it is held until then', '2026-03-01', { current: 3, freezes: 0, frozenDays: 1 }],
])('a freeze as of a day %s', (_, day, expected) => {
  const someone = broken();
  someone.settle(NOW);
  expect(given(standingOf(someone), day, 1, NOW)?.settled.tally).toMatchObject(expected);
});

test('a break that is undone is told as a correction', () => {
  const someone = broken();
  someone.settle(NOW);
  const { settled } = given(standingOf(someone), '2026-03-04', 1, NOW) ?? {};
  expect(settled?.events.map(({ kind }) => kind)).toEqual(['streak_restored', 'freeze_applied']);
});

test('a day that was sealed long ago is judged again', () => {
  const someone = broken();
  const later = NOW + 40 * 86_400_000;
  someone.settle(later);
  const adjusted = given(standingOf(someone), '2026-03-04', 1, later);
  expect(adjusted?.ledger.get('2026-03-05')).toMatchObject({ verdict: 'frozen', changes: 1 });
  expect(adjusted?.ledger.get('2026-03-06')).toMatchObject({ verdict: 'broken', lost: 3 });
});

test.each([
  ['fewer than none', -1, 0],
  ['more than may be', 3, 0],
])('%s are not held', (_, freezes) => {
  const someone = broken();
  someone.settle(NOW);
  expect(given(standingOf(someone), '2026-03-04', freezes, NOW)).toBeUndefined();
});

test('freezes given at any time anywhere add up, and taking them back undoes it', () => {
  fc.assert(
    fc.property(lives(program), fc.nat(40), fc.constantFrom(-1, 1, 2), (life, back, freezes) => {
      const someone = live(life);
      const before = someone.settle(life.until);
      const day = addDays(before.today, -1 - back);
      const adjusted = given(standingOf(someone), day, freezes, life.until);
      fc.pre(adjusted !== undefined);
      const { state, ledger, settled } = adjusted;

      const folded = fold(newTally('1970-01-01'), settled.open, {
        program,
        records: ledger,
        planned: (each) => plannedReason(state.plan, each),
        ...zonesIn(ledger),
        keptByOutage: () => false,
        isWonBack: (each) => ledger.get(each)?.granted === 'recovered',
      });
      expect(settled.tally).toEqual(folded.tally);
      const { badges, through } = state.checkpoint;
      expect(recordedTally(ledger, through, badges, program)).toEqual(state.checkpoint);

      // What was given may have been used since: only what still can be taken back is.
      const undone = given({ state, ledger }, day, -freezes, life.until);
      if (undone) expect(undone.settled.tally).toEqual(before.tally);
    }),
    { numRuns: 40 },
  );
});
