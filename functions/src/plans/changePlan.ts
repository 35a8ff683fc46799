import type { Caller } from '../platform/caller';
import { runTransaction } from '../platform/transaction';
import { writeInTransaction } from '../platform/write';
import type { Day } from '../shared/day';
import type { StreakDeps } from '../streaks/deps';
import { readStreak, settingWrite, streakWrites } from '../streaks/documents';
import { knownStreak } from '../streaks/moveTo';
import { settle } from '../streaks/settle';
import { userPath } from '../streaks/userPath';
import { viewStreak } from '../streaks/viewStreak';
import type { PlanResponse } from './contract';
import { withoutOldPauses } from './pauses';
import type { Plan } from './plan';

/**
 * Changes what the caller has planned, in one transaction. Days that have ended are judged by the
 * plan before the change, which a change never concerns.
 *
 * @param change the plan after it, given that before it and today
 * @throws FirestreakError `time-zone-unset`, or as `change` does
 */
export function changePlan(
  { db, program, now, outages }: StreakDeps,
  { uid, correlationId }: Caller,
  change: (plan: Plan, today: Day) => Plan,
): Promise<PlanResponse> {
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const context = { now: now(), program, correlationId };
    const streak = knownStreak(readStreak(user.data()));
    const { today } = settle(streak, context.now, program, outages);
    const plan = change(withoutOldPauses(streak.plan, today), today);
    const settled = settle({ ...streak, plan }, context.now, program, outages, streak);
    writeInTransaction(transaction, db, [
      ...streakWrites(uid, settled, context),
      settingWrite(uid, 'plan'),
    ]);
    return { streak: viewStreak(settled, context.now, program) };
  });
}
