import {
  type DocumentData,
  type DocumentReference,
  FieldValue,
  type Firestore,
  Timestamp,
  type Transaction,
} from 'firebase-admin/firestore';
import { z } from 'zod';
import { userPath } from '../contracts/ids';
import { logActivityContract, type LogActivityResponse } from '../contracts/streaks';
import type { Day } from '../engine/days';
import type { PlacedActivity } from '../engine/placement';
import type { DatedActivity, Recorded } from '../engine/recordActivity';
import { limitKey, limitRef } from '../platform/rateLimit';
import { instant, type Write } from '../platform/write';
import { known } from '../contracts/shapes';

const storedAnswer = z.object({ response: z.exactOptional(logActivityContract.response) });

const storedArrival = z.object({ activitiesPaidAt: z.exactOptional(instant) });

/**
 * The theoretical arrival time of a user's activities, in the user's document; see `consume` in
 * `platform/rateLimit.ts`.
 */
export const activitiesArrival = {
  read: (user: DocumentData | undefined) =>
    storedArrival.parse(known('users', user) ?? {}).activitiesPaidAt,
  write: (activitiesPaidAt: number) => z.encode(storedArrival, { activitiesPaidAt }),
};

/** The document that keeps it when an erasure deletes the user's document; see `limitKey`. */
export function activitiesLimit(db: Firestore, uid: string): DocumentReference {
  return limitRef(db, limitKey({ kind: 'activity', by: 'user', who: uid }));
}

/** Path of an activity; its id is the idempotency key. */
export function activityPath(uid: string, activityId: string): string {
  return `${userPath(uid)}/activities/${activityId}`;
}

const undone = z.object({ undone: z.object({ at: instant, day: z.string() }) });

/** The day that an activity counted for that was taken back; undefined for all others. */
export function undoneDay(data: DocumentData | undefined): Day | undefined {
  return undone.safeParse(known('activities', data)).data?.undone.day;
}

/**
 * An activity that is taken back. Its document stays, without a day, so that whoever sends it again is told.
 *
 * @param now milliseconds since the epoch
 */
export function undoneWrite(uid: string, activityId: string, day: Day, now: number): Write {
  const gone = FieldValue.delete();
  return {
    path: activityPath(uid, activityId),
    data: { undone: { at: Timestamp.fromMillis(now), day }, day: gone, response: gone },
    fields: [['undone'], ['day'], ['response']],
  };
}

/**
 * What was answered when the activity was recorded; undefined of one that came from another account, where
 * the answer was about that. @throws ZodError if malformed
 */
export function readAnswer(data: DocumentData): LogActivityResponse | undefined {
  return storedAnswer.parse(known('activities', data)).response;
}

const placedActivity = z.object({
  type: z.string(),
  quantity: z.int(),
  occurredAt: instant,
  timeZone: z.exactOptional(z.string()),
  day: z.string(),
});

/** An activity with its day; undefined where there is none. @throws ZodError if malformed */
export function readPlaced(
  activityId: string,
  data: DocumentData | undefined,
): PlacedActivity | undefined {
  return data && { activityId, ...placedActivity.parse(known('activities', data)) };
}

/** More than this, and they stay where they are: work for one request is bounded. */
const MAX_PLACED = 1000;

/**
 * The activities that count for days after `day`; none where they are more than `most`. One read each.
 *
 * @throws ZodError when one is malformed
 */
export async function activitiesAfter(
  transaction: Transaction,
  db: Firestore,
  uid: string,
  day: Day,
  most = MAX_PLACED,
): Promise<PlacedActivity[]> {
  const activities = db.collection(`${userPath(uid)}/activities`).where('day', '>', day);
  const fields = [...Object.keys(placedActivity.shape), 'v'];
  const { docs } = await transaction.get(activities.select(...fields).limit(most + 1));
  if (docs.length > most) return [];
  return docs.flatMap((each) => readPlaced(each.id, each.data()) ?? []);
}

/** Activities that count for other days than before. */
export function movedWrites(uid: string, moved: Recorded['moved']): Write[] {
  return Object.entries(moved).map(([activityId, day]) => ({
    path: activityPath(uid, activityId),
    data: { day },
    fields: [['day']],
  }));
}

/** The activity with the answer that a repeat gets. */
export function activityWrite(
  uid: string,
  { type, quantity, activityId, timeZone }: DatedActivity,
  { occurredAt, response }: Recorded,
  context: { readonly now: number; readonly correlationId: string },
): Write {
  return {
    path: activityPath(uid, activityId),
    data: {
      type,
      quantity,
      occurredAt: Timestamp.fromMillis(occurredAt),
      receivedAt: Timestamp.fromMillis(context.now),
      ...(timeZone !== undefined && { timeZone }),
      day: response.day,
      response,
      correlationId: context.correlationId,
    },
    precondition: 'absent',
  };
}
