import type { Caller } from '../platform/caller';
import { runTransaction } from '../platform/transaction';
import { writeInTransaction } from '../platform/write';
import type { StreakDeps } from '../streaks/deps';
import { readStreak, streakWrites } from '../streaks/documents';
import { knownStreak } from '../streaks/moveTo';
import { settle } from '../streaks/settle';
import { userPath } from '../streaks/userPath';
import { viewStreak } from '../streaks/viewStreak';
import type { StartRecoveryResponse } from './contract';
import { startAttempt } from './startAttempt';

/**
 * Accepts the offer to win the caller's last run back, in one transaction.
 *
 * @throws FirestreakError for what the contract names
 */
export function startRecovery(
  { db, program, now, outages }: StreakDeps,
  { uid, correlationId }: Caller,
): Promise<StartRecoveryResponse> {
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const context = { now: now(), program, correlationId };
    const streak = knownStreak(readStreak(user.data()));
    const settled = settle(streak, context.now, program, outages);
    const attempts = startAttempt(settled, program);
    const started = { ...settled, state: { ...settled.state, attempts } };
    writeInTransaction(transaction, db, streakWrites(uid, started, context));
    return { streak: viewStreak(started, context.now, program) };
  });
}
