import type { Caller } from '../platform/caller';
import { runTransaction } from '../platform/transaction';
import { writeInTransaction } from '../platform/write';
import type { StreakDeps } from '../streaks/deps';
import { readStreak, streakWrites } from '../streaks/documents';
import { userPath } from '../streaks/userPath';
import type { LogActivityRequest, LogActivityResponse } from './contract';
import { recordActivity } from './recordActivity';
import { activityPath, activityWrite, readAnswer } from './documents';

/**
 * Records an activity in one transaction: the activity with its answer, the user's streak, the
 * ledger days that changed, and the events that follow. A repeat of the `activityId` gets the first
 * answer and changes nothing, also while the first call is still running.
 *
 * @throws FirestreakError for what the contract names
 */
export function logActivity(
  { db, program, now }: StreakDeps,
  { uid, correlationId }: Caller,
  request: LogActivityRequest,
): Promise<LogActivityResponse> {
  return runTransaction(db, uid, async (transaction) => {
    const [user, activity] = await transaction.getAll(
      db.doc(userPath(uid)),
      db.doc(activityPath(uid, request.activityId)),
    );
    const answered = activity?.data();
    if (answered) return readAnswer(answered);
    const context = { now: now(), program, correlationId };
    const recorded = recordActivity(readStreak(user?.data()), request, context.now, program);
    writeInTransaction(transaction, db, [
      activityWrite(uid, request, recorded, context),
      ...streakWrites(uid, recorded.settled, context),
    ]);
    return recorded.response;
  });
}
