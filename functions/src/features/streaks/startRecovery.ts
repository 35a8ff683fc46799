import { userPath } from '../../contracts/ids';
import type { StartRecoveryResponse } from '../../contracts/streaks';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom } from '../../documents/outbox';
import { readStreak, streakWrites } from '../../documents/user';
import { settle } from '../../engine/settle';
import { knownStreak } from '../../engine/streakState';
import { viewStreak } from '../../engine/streakView';
import { startAttempt } from '../../engine/winBack';
import type { Caller } from '../../platform/request';
import { runTransaction, writeInTransaction } from '../../platform/write';

/**
 * Accepts the offer to win the caller's last run back, in one transaction.
 *
 * @throws FirestreakError for what the contract names
 */
export function startRecovery(
  { db, program, now, outages, publishes }: StreakDeps,
  { uid, correlationId }: Caller,
): Promise<StartRecoveryResponse> {
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const origin = publishedFrom(publishes, user.data());
    const context = { now: now(), program, correlationId, ...origin };
    const streak = knownStreak(readStreak(user.data()));
    const settled = settle(streak, context.now, program, outages);
    const attempts = startAttempt(settled, program);
    const started = { ...settled, state: { ...settled.state, attempts } };
    writeInTransaction(transaction, db, streakWrites(uid, started, context));
    return { streak: viewStreak(started, context.now, program) };
  });
}
