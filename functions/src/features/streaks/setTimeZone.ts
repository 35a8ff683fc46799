import { userPath } from '../../contracts/ids';
import type { SetTimeZoneRequest, SetTimeZoneResponse } from '../../contracts/streaks';
import { activitiesAfter, movedWrites } from '../../documents/activity';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom } from '../../documents/outbox';
import { readStreak, settingWrite, streakWrites } from '../../documents/user';
import { settle } from '../../engine/settle';
import { moveNeedsActivitiesAfter, moveTo } from '../../engine/moveTo';
import { viewStreak } from '../../engine/streakView';
import type { Caller } from '../../platform/request';
import { runTransaction, writeInTransaction } from '../../platform/write';

/**
 * Takes down where the caller is, in one transaction. A first call makes the user known.
 *
 * @throws FirestreakError for what the contract names
 */
export function setTimeZone(
  { db, program, now, outages, publishes }: StreakDeps,
  { uid, correlationId }: Caller,
  zone: SetTimeZoneRequest,
): Promise<SetTimeZoneResponse> {
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const origin = publishedFrom(publishes, user.data());
    const context = { now: now(), program, correlationId, ...origin };
    const streak = readStreak(user.data());
    const needed = moveNeedsActivitiesAfter(streak, zone, context.now);
    const others = needed ? await activitiesAfter(transaction, db, uid, needed) : [];
    const { state, stored, moved } = moveTo(streak, zone, context.now, program, others);
    const settled = settle(state, context.now, program, outages, stored);
    writeInTransaction(transaction, db, [
      ...streakWrites(uid, settled, context),
      ...movedWrites(uid, moved),
      settingWrite(uid, 'timeZone'),
    ]);
    return { streak: viewStreak(settled, context.now, program) };
  });
}
