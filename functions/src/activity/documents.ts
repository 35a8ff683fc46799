import {
  type DocumentData,
  type DocumentReference,
  type Firestore,
  Timestamp,
} from 'firebase-admin/firestore';
import { z } from 'zod';
import { instant } from '../platform/instant';
import { limitKey, limitRef } from '../platform/limits/sharedLimit';
import type { Write } from '../platform/write';
import { userPath } from '../streaks/userPath';
import { type DatedActivity, type LogActivityResponse, logActivityContract } from './contract';
import type { Recorded } from './recordActivity';

const storedAnswer = z.object({ response: logActivityContract.response });

const paid = z.object({ activitiesPaidAt: z.exactOptional(instant) });

/** When a user's activities so far would be paid for, in the user's document; see `take`. */
export const activitiesPaid = {
  read: (user: DocumentData | undefined) => paid.parse(user ?? {}).activitiesPaidAt,
  write: (activitiesPaidAt: number) => z.encode(paid, { activitiesPaidAt }),
};

/** Where that is kept when an erasure deletes the document; see `limitKey`. */
export function activitiesLimit(db: Firestore, uid: string): DocumentReference {
  return limitRef(db, limitKey({ kind: 'activity', by: 'user', who: uid }));
}

/** Path of an activity; its id is the idempotency key. */
export function activityPath(uid: string, activityId: string): string {
  return `${userPath(uid)}/activities/${activityId}`;
}

/** What was answered when the activity was recorded. @throws ZodError if malformed */
export function readAnswer(data: DocumentData): LogActivityResponse {
  return storedAnswer.parse(data).response;
}

/** The activity with the answer that a repeat gets. */
export function activityWrite(
  uid: string,
  { type, quantity, activityId }: DatedActivity,
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
      day: response.day,
      response,
      correlationId: context.correlationId,
    },
    precondition: 'absent',
  };
}
