import type { DocumentData, Firestore, Transaction } from 'firebase-admin/firestore';
import type { Caller } from '../platform/caller';
import { assertTaken } from '../platform/limits/assertTaken';
import { readLimit } from '../platform/limits/sharedLimit';
import { type Limit, take } from '../platform/limits/take';
import { metric } from '../platform/metric';
import { runTransaction } from '../platform/transaction';
import { type Write, writeInTransaction } from '../platform/write';
import type { StreakDeps } from '../streaks/deps';
import { readStreak, streakWrites } from '../streaks/documents';
import { withoutToldEvents } from '../streaks/resettle';
import type { Settled } from '../streaks/settle';
import { userPath } from '../streaks/userPath';
import type { DatedActivity, LogActivityRequest, LogActivityResponse } from './contract';
import { recordActivity } from './recordActivity';
import {
  activitiesLimit,
  activitiesPaid,
  activityPath,
  activityWrite,
  readAnswer,
} from './documents';

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
    if (answered) return { response: readAnswer(answered), isNew: false };
    const context = { now: now(), program, correlationId };
    const paidAt = limit && (await paidSoFar(transaction, db, uid, user?.data()));
    const alongside = limit && countActivity(paidAt, context.now, limit);
    const streak = readStreak(user?.data());
    const recorded = recordActivity(streak, activity, context.now, program, outages);
    const { settled } = recorded;
    const writes = streakWrites(uid, settled, { ...context, ...(alongside && { alongside }) });
    writeInTransaction(transaction, db, [
      activityWrite(uid, activity, recorded, context),
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
  const isBack = events.some(({ kind }) => kind === 'recovered' || kind === 'streak_restored');
  return isBack ? withoutToldEvents(transaction, db, writes) : writes;
}

/**
 * When what the user has logged is paid for. Where their document does not say, an erasure may have
 * deleted it: then it is in `rateLimits`, which is one more read, once in the life of a document.
 */
async function paidSoFar(
  transaction: Transaction,
  db: Firestore,
  uid: string,
  user: DocumentData | undefined,
): Promise<number | undefined> {
  const known = activitiesPaid.read(user);
  if (known !== undefined) return known;
  return readLimit((await transaction.get(activitiesLimit(db, uid))).data());
}

/** What the user's document then says of how many were logged. @throws FirestreakError */
function countActivity(paidAt: number | undefined, now: number, limit: Limit) {
  const taken = take(paidAt, now, limit);
  assertTaken(taken);
  return activitiesPaid.write(taken.paidAt);
}
