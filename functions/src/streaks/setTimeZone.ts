import type { Caller } from '../platform/caller';
import { runTransaction } from '../platform/transaction';
import { writeInTransaction } from '../platform/write';
import type { SetTimeZoneResponse } from './contract';
import type { StreakDeps } from './deps';
import { readStreak, settingWrite, streakWrites } from './documents';
import { moveTo } from './moveTo';
import { settle } from './settle';
import { userPath } from './userPath';
import { viewStreak } from './viewStreak';

/**
 * Moves the caller to a zone, in one transaction. A first call makes the user known.
 *
 * @throws FirestreakError for what the contract names
 */
export function setTimeZone(
  { db, program, now, outages }: StreakDeps,
  { uid, correlationId }: Caller,
  { timeZone }: { readonly timeZone: string },
): Promise<SetTimeZoneResponse> {
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const context = { now: now(), program, correlationId };
    const moved = moveTo(readStreak(user.data()), timeZone, context.now, program);
    const settled = settle(moved, context.now, program, outages);
    writeInTransaction(transaction, db, [
      ...streakWrites(uid, settled, context),
      settingWrite(uid, 'timeZone'),
    ]);
    const streak = viewStreak(settled, context.now, program);
    const effectiveAt = streak.nextTimeZone?.effectiveAt ?? new Date(context.now).toISOString();
    return { timeZone, effectiveAt, streak };
  });
}
