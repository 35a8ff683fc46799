import { type Day, earlierDay } from '../shared/day';
import { type DayMark, markOf } from '../streaks/dayMark';
import type { LedgerDay } from '../streaks/ledgerDay';
import type { StreakState } from '../streaks/streakState';
import { daysOfMonth } from './range';

/** Which state of a user's sealed days something is about. */
export interface SealedVersion {
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

/** The version of a user's sealed days. */
export function sealedVersion({ reopened, checkpoint }: StreakState): SealedVersion {
  return { reopened, through: checkpoint.through };
}

/** A month of the ledger as far as it is sealed in a version of it. */
export function sealedMonth(
  ledger: Readonly<Record<Day, LedgerDay>>,
  { reopened, through }: SealedVersion,
): SealedMonth {
  const days = Object.entries(ledger).filter(([day]) => day <= through);
  return { reopened, through, days: marksOf(Object.fromEntries(days)) };
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
  return sealed.reopened === version.reopened && sealed.through >= needed;
}
