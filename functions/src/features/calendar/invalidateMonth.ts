import type { DocumentData, Timestamp } from 'firebase-admin/firestore';
import { readMonth } from '../../documents/user';
import { changesSealedDay } from '../../engine/sealedMonth';
import { type CalendarCache, calendarKey } from './calendarCache';

/** A write to `users/{uid}/months/{month}`; undefined data: the document was not there. */
export interface LedgerChange {
  readonly uid: string;
  readonly month: string;
  readonly before: DocumentData | undefined;
  readonly after: DocumentData | undefined;
  /** When it was committed, by the store's clock. */
  readonly at: Timestamp;
}

/**
 * Drops a cached month when days that it may hold have changed. It holds no others: a late activity,
 * or maintenance, changes days that are folded for each answer. An entry that outlives a change, because this
 * comes late or fails, is not used all the same: the user's version has changed with the ledger. A month
 * that is deleted goes with its user, and so does what is cached of it: nothing is written of somebody
 * who was erased.
 *
 * @param deps `now` in milliseconds since the epoch; the later it is, the more months are dropped
 * @returns whether the month was dropped
 */
export async function invalidateMonth(
  { cache, now }: { readonly cache: CalendarCache; readonly now: () => number },
  { uid, month, before, after, at }: LedgerChange,
): Promise<boolean> {
  if (after === undefined) return false;
  const daysOf = (data: DocumentData | undefined) => (data ? readMonth(data) : {});
  if (!changesSealedDay(daysOf(before), daysOf(after), now())) return false;
  const asOf = at.seconds * 1e6 + Math.ceil(at.nanoseconds / 1000);
  await cache.keep(calendarKey(uid, month), { asOf, sealed: null });
  return true;
}
