import type { DocumentData, Firestore, Transaction } from 'firebase-admin/firestore';
import { FirestreakError } from '../../contracts/errors';
import { userPath } from '../../contracts/ids';
import type { LogActivityRequest, LogActivityResponse } from '../../contracts/streaks';
import {
  activitiesAfter,
  activitiesArrival,
  activitiesLimit,
  activityPath,
  activityWrite,
  movedWrites,
  readAnswer,
  undoneDay,
} from '../../documents/activity';
import type { StreakDeps } from '../../documents/load';
import { readStreak, streakWrites } from '../../documents/user';
import {
  type DatedActivity,
  needsActivitiesAfter,
  recordActivity,
} from '../../engine/recordActivity';
import type { Settled } from '../../engine/settle';
import { catalogue } from '../../events';
import { metric } from '../../platform/metric';
import { assertAllowed, consume, readLimit } from '../../platform/rateLimit';
import type { Caller } from '../../platform/request';
import { runTransaction, type Write, writeInTransaction } from '../../platform/write';
import { withoutToldEvents } from './resettle';
import type { Limit } from '../../contracts/rateLimits';

/**
 * Records an activity in one transaction: the activity with its answer, the user's streak, the
 * ledger days that changed, and the events that follow. A repeat of the `activityId` gets the first
 * answer and changes nothing, also while the first call is still running.
 *
 * How many a user may log is counted in the user's document, which is read and written anyway.
 *
 * @throws FirestreakError for what the contract names
 */
export async function logActivity(
  { db, program, now, outages, limit }: StreakDeps & { readonly limit?: Limit },
  { uid, correlationId }: Caller,
  request: LogActivityRequest,
): Promise<LogActivityResponse> {
  const activity = dated(request, now()); // before attempts that conflicts may repeat
  const { response, isNew } = await runTransaction(db, uid, async (transaction) => {
    const [user, known] = await transaction.getAll(
      db.doc(userPath(uid)),
      db.doc(activityPath(uid, activity.activityId)),
    );
    const answered = known?.data();
    assertNotUndone(answered);
    if (answered) return { response: readAnswer(answered), isNew: false };
    const context = { now: now(), program, correlationId };
    const arrival = limit && (await arrivalSoFar(transaction, db, uid, user?.data()));
    const alongside = limit && countActivity(arrival, context.now, limit);
    const streak = readStreak(user?.data());
    const needed = needsActivitiesAfter(streak, activity, context.now, program);
    const others = needed ? await activitiesAfter(transaction, db, uid, needed) : [];
    const recorded = recordActivity(streak, activity, context.now, program, outages, others);
    const { settled } = recorded;
    const writes = streakWrites(uid, settled, { ...context, ...(alongside && { alongside }) });
    writeInTransaction(transaction, db, [
      activityWrite(uid, activity, recorded, context),
      ...movedWrites(uid, recorded.moved),
      ...(await withoutKnown(transaction, db, settled, writes)),
    ]);
    return { response: recorded.response, isNew: true };
  });
  const { cappedXp } = response;
  if (isNew && cappedXp > 0) {
    const context = { operation: 'logActivity', correlationId, userId: uid };
    metric('xp_capped', cappedXp, context, { type: activity.type });
  }
  return response;
}

/** @throws FirestreakError `activity-undone` */
function assertNotUndone(activity: DocumentData | undefined): void {
  if (undoneDay(activity) === undefined) return;
  const message = 'This activity was taken back. Log another under an activityId of its own.';
  throw new FirestreakError('activity-undone', message);
}

/** The activity with its instant by the server's clock, when it was sent with its age. */
function dated({ ageMs, ...activity }: LogActivityRequest, arrivedAt: number): DatedActivity {
  if (ageMs === undefined) return activity;
  return { ...activity, occurredAt: new Date(arrivedAt - ageMs).toISOString() };
}

/** With a run comes back what was achieved in it, which has been told if it stood before. */
function withoutKnown(
  transaction: Transaction,
  db: Firestore,
  { events }: Settled,
  writes: readonly Write[],
): Promise<Write[]> | readonly Write[] {
  const isBack = events.some(({ kind }) => catalogue[kind].category === 'run-back');
  return isBack ? withoutToldEvents(transaction, db, writes) : writes;
}

/**
 * The theoretical arrival time of the user's next activity. If the user's document does not have it, an
 * erasure may have deleted it: then it is in `rateLimits`, which is one more read, once in the life of a
 * document.
 */
async function arrivalSoFar(
  transaction: Transaction,
  db: Firestore,
  uid: string,
  user: DocumentData | undefined,
): Promise<number | undefined> {
  const known = activitiesArrival.read(user);
  if (known !== undefined) return known;
  return readLimit((await transaction.get(activitiesLimit(db, uid))).data());
}

/**
 * Counts an activity.
 *
 * @returns the fields to write to the user's document
 * @throws FirestreakError
 */
function countActivity(arrival: number | undefined, now: number, limit: Limit) {
  const result = consume(arrival, now, limit);
  assertAllowed(result);
  return activitiesArrival.write(result.theoreticalArrival);
}
