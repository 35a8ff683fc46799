import { isDeepStrictEqual } from 'node:util';
import type { Day } from '../shared/day';
import type { LedgerDay } from '../streaks/ledgerDay';
import { LATE_WINDOW_MS } from '../streaks/settle';

type Ledger = Readonly<Record<Day, LedgerDay>>;

/**
 * Whether a change of a ledger month concerns a day that may have been sealed, and so be cached: one
 * that had ended so long before that no activity could be put on it.
 *
 * @param at when it was changed or later, in milliseconds since the epoch
 */
export function changesSealedDay(before: Ledger, after: Ledger, at: number): boolean {
  const days = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...days].some((day) => {
    const ends = [before[day], after[day]].flatMap((entry) => (entry ? [entry.end] : []));
    const mayBeSealed = Math.min(...ends) <= at - LATE_WINDOW_MS;
    return mayBeSealed && !isDeepStrictEqual(before[day], after[day]);
  });
}
