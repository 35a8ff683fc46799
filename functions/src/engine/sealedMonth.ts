import { isDeepStrictEqual } from 'node:util';
import { daysOfMonth } from './calendarDays';
import { type Day, earlierDay } from './days';
import { type DayMark, type LedgerDay, markOf } from './ledger';
import { LATE_WINDOW_MS } from './settle';
import type { StreakState } from './streakState';

/** Which state of a user's sealed days something is about. */
export interface SealedVersion {
  /** When the user's document came to be, in microseconds since the epoch: another one begins anew. */
  readonly since: number;
  /** As in `StreakState`: it grows whenever days that were sealed are judged again. */
  readonly reopened: number;
  /** The last sealed day. */
  readonly through: Day;
}

/**
 * What the ledger says of a month's sealed days. Neither activity nor time can change it: only more
 * days come to be sealed, and all are read anew once some have been reopened. The days after `through`
 * are in the user document, and are folded for each answer.
 */
export interface SealedMonth extends SealedVersion {
  /** Days of which there is something to say. */
  readonly days: Readonly<Record<Day, DayMark>>;
}

/** The version of a user's sealed days. @param since as in `SealedVersion` */
export function sealedVersion({ reopened, checkpoint }: StreakState, since: number): SealedVersion {
  return { since, reopened, through: checkpoint.through };
}

/** A month of the ledger as far as it is sealed in a version of it. */
export function sealedMonth(
  ledger: Readonly<Record<Day, LedgerDay>>,
  version: SealedVersion,
): SealedMonth {
  const days = Object.entries(ledger).filter(([day]) => day <= version.through);
  return { ...version, days: marksOf(Object.fromEntries(days)) };
}

/** What a calendar shows of ledger days. */
export function marksOf(ledger: Readonly<Record<Day, LedgerDay>>): Record<Day, DayMark> {
  return Object.fromEntries(Object.entries(ledger).map(([day, entry]) => [day, markOf(entry)]));
}

/** Whether the user document says all of a month: all that is sealed of it, if anything is. */
export function isWithUser(month: string, { checkpoint, sealedDays }: StreakState): boolean {
  const { from } = daysOfMonth(month);
  return from > checkpoint.through || from >= sealedDays.from;
}

/** Whether what was read in one version says all of a month's sealed days in another. */
export function covers(sealed: SealedMonth, month: string, version: SealedVersion): boolean {
  const needed = earlierDay(version.through, daysOfMonth(month).to);
  const isSame = sealed.since === version.since && sealed.reopened === version.reopened;
  return isSame && sealed.through >= needed;
}

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
