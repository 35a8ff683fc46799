import { z } from 'zod';
import { FirestreakError } from '../../contracts/errors';
import type { AdjustFreezesRequest, AdjustFreezesResponse } from '../../contracts/operators';
import { dayText } from '../../contracts/views';
import { adjustmentPath, adjustmentWrite } from '../../documents/audit';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom } from '../../documents/outbox';
import { streakWrites } from '../../documents/user';
import { addDays } from '../../engine/days';
import { withFreezesGiven } from '../../engine/freezesGiven';
import { settle } from '../../engine/settle';
import { viewStreak } from '../../engine/streakView';
import { log } from '../../platform/log';
import type { Caller } from '../../platform/request';
import { runTransaction, writeInTransaction } from '../../platform/write';
import { withoutToldEvents } from '../streaks/resettle';
import { makingSense, unknownUser } from './repairStreak';
import { loadStored } from './store';
import { known } from '../../contracts/shapes';

const kept = z.object({ day: dayText });

/**
 * Gives a user freezes, or takes some, and judges the days since again, in one transaction. What that
 * corrects becomes events, as after late activity.
 *
 * @throws FirestreakError `unknown-user`, `out-of-range`, `freezes-not-held` or `not-repairable`
 */
export function adjustFreezes(
  deps: StreakDeps,
  caller: Caller,
  request: AdjustFreezesRequest,
): Promise<AdjustFreezesResponse> {
  return makingSense(() => adjust(deps, caller, request));
}

async function adjust(
  { db, now, program, outages, publishes }: StreakDeps,
  { uid: admin, correlationId }: Caller,
  request: AdjustFreezesRequest,
): Promise<AdjustFreezesResponse> {
  const { uid, adjustmentId, freezes } = request;
  const response = await runTransaction(db, uid, async (transaction) => {
    const context = { now: now(), program, correlationId };
    const before = await transaction.get(db.doc(adjustmentPath(uid, adjustmentId)));
    const stored = await loadStored(transaction, db, uid);
    if (!stored) throw unknownUser();
    const { streak } = stored.user;
    const settled = settle(streak, context.now, program, outages);
    const view = (of: typeof settled) => viewStreak(of, context.now, program);
    if (before.exists) {
      return {
        adjusted: false,
        day: kept.parse(known('repairs', before.data())).day,
        streak: view(settled),
      };
    }
    const day = request.day ?? addDays(settled.open.first, -1);
    if (day >= settled.open.first) {
      throw new FirestreakError('out-of-range', 'Name a day of the user that has ended.');
    }
    const opened = withFreezesGiven(streak, stored.ledger, { day, freezes }, settled, program);
    const adjusted = settle(opened.state, context.now, program, outages, opened.stored);
    const origin = publishedFrom(publishes, stored.document);
    const writes = streakWrites(uid, adjusted, { ...context, ...origin });
    writeInTransaction(transaction, db, [
      ...(await withoutToldEvents(transaction, db, writes)),
      adjustmentWrite(request, day, context),
    ]);
    return { adjusted: true, day, streak: view(adjusted) };
  });
  const context = { operation: 'adjustFreezes', correlationId, userId: uid };
  const { adjusted, day } = response;
  if (adjusted) log.info('freezes_adjusted', context, { admin, freezes, day });
  return response;
}
