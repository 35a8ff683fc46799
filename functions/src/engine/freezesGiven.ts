import { addDays, type Day } from './days';
import type { LedgerDay } from './ledger';
import type { Program } from './program';
import { Refusal } from './refusal';
import { reopen, type Reopened } from './reopen';
import type { Settled } from './settle';
import { openDay, type StreakState } from './streakState';
import { segmentAt } from './timeline';

/** Freezes given, or taken where negative, as of the end of a day. */
interface Given {
  readonly day: Day;
  readonly freezes: number;
}

/**
 * A streak with freezes given as of a day, for `settle` to judge that day and all since again.
 *
 * @param ledger every judged day, as stored
 * @param settled the streak before
 * @throws Refusal `freezes-not-held` when fewer than none or more than may be would be held
 */
export function withFreezesGiven(
  state: StreakState,
  ledger: ReadonlyMap<Day, LedgerDay>,
  { day, freezes }: Given,
  settled: Settled,
  program: Program,
): Reopened {
  const known = new Map([...ledger, ...Object.entries(settled.changedDays)]);
  const held = heldAfter(day, known, settled.tally.freezes);
  const { maxHeld } = program.freeze;
  if (held + freezes < 0 || held + freezes > Math.max(held, maxHeld)) {
    const message = `${held} were held at the end of ${day}; it can be 0 to ${maxHeld}.`;
    throw new Refusal('freezes-not-held', message);
  }
  const isSealed = day <= state.checkpoint.through;
  const opened = isSealed
    ? reopen(state, ledger, addDays(day, -1), program)
    : { state, stored: state };
  const { zone } = segmentAt(state.timeline, settled.state.settledAt);
  const entry = opened.state.recent[day] ?? openDay(zone, program);
  const given = { ...entry, freezesGiven: (entry.freezesGiven ?? 0) + freezes };
  const recent = { ...opened.state.recent, [day]: given };
  return { ...opened, state: { ...opened.state, recent } };
}

/** Freezes held at the end of a day; those of days without a record follow from the next with one. */
function heldAfter(day: Day, known: ReadonlyMap<Day, LedgerDay>, now: number): number {
  const entry = known.get(day);
  if (entry && entry.verdict !== 'open') return entry.freezes;
  const next = [...known.keys()].filter((other) => other > day).sort()[0];
  const following = next === undefined ? undefined : known.get(next);
  return following && following.verdict !== 'open' ? following.freezesBefore : now;
}
