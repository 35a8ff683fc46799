import { userPath } from '../../contracts/ids';
import type {
  CancelPauseRequest,
  PlanResponse,
  SetPauseRequest,
  SetRestDaysRequest,
} from '../../contracts/streaks';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom } from '../../documents/outbox';
import { readStreak, settingWrite, streakWrites } from '../../documents/user';
import { LAST_DAY } from '../../engine/days';
import {
  type Plan,
  withoutOldPauses,
  withoutPause,
  withPause,
  withRestDays,
} from '../../engine/plans';
import { settle, type Settled } from '../../engine/settle';
import { knownStreak } from '../../engine/streakState';
import { viewStreak } from '../../engine/streakView';
import type { Caller } from '../../platform/request';
import { runTransaction, writeInTransaction } from '../../platform/write';

/** Pauses the caller's streak for some days. @throws FirestreakError as the contract says */
export function setPause(
  deps: StreakDeps,
  caller: Caller,
  pause: SetPauseRequest,
): Promise<PlanResponse> {
  return changePlan(deps, caller, (plan, { open }) =>
    withPause(plan, pause, open.first, deps.program),
  );
}

/** Ends pauses, from today or the day that is named on. @throws FirestreakError as the contract says */
export function cancelPause(
  deps: StreakDeps,
  caller: Caller,
  { from, to = LAST_DAY }: CancelPauseRequest,
): Promise<PlanResponse> {
  return changePlan(deps, caller, (plan, { open }) =>
    withoutPause(plan, { from: from ?? open.first, to }, open.first),
  );
}

/** Sets the weekdays on which the caller rests. @throws FirestreakError as the contract says */
export function setRestDays(
  deps: StreakDeps,
  caller: Caller,
  { weekdays }: SetRestDaysRequest,
): Promise<PlanResponse> {
  return changePlan(deps, caller, (plan, { today }) =>
    withRestDays(plan, weekdays, today, deps.program),
  );
}

/**
 * Changes what the caller has planned, in one transaction. Days that have ended are judged by the
 * plan before the change, which a change never concerns.
 *
 * @param change the plan after it, given that before it and the streak
 * @throws FirestreakError `time-zone-unset`, or as `change` does
 */
function changePlan(
  { db, program, now, outages, publishes }: StreakDeps,
  { uid, correlationId }: Caller,
  change: (plan: Plan, settled: Settled) => Plan,
): Promise<PlanResponse> {
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const origin = publishedFrom(publishes, user.data());
    const context = { now: now(), program, correlationId, ...origin };
    const streak = knownStreak(readStreak(user.data()));
    const before = settle(streak, context.now, program, outages);
    const plan = change(withoutOldPauses(streak.plan, before.today), before);
    const settled = settle({ ...streak, plan }, context.now, program, outages, streak);
    writeInTransaction(transaction, db, [
      ...streakWrites(uid, settled, context),
      settingWrite(uid, 'plan'),
    ]);
    return { streak: viewStreak(settled, context.now, program) };
  });
}
