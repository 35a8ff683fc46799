import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { isDocumentId } from '../shared/documentId';
import { givenInstant } from '../shared/timeRange';
import { userPath } from '../streaks/userPath';

/**
 * What a task of `finishErasure` carries. `of`: whether the user asked for their data to go, and may
 * have begun anew since, or the account is gone; or they have been silent for long, which the deletion of the user
 * document decides.
 */
export const erasureTask = z.object({
  uid: z.string().refine(isDocumentId),
  of: z.enum(['data', 'account', 'silence']),
  /** ISO 8601, by the clock of the store: it is compared with when documents were created. */
  requestedAt: givenInstant,
  correlationId: z.string(),
});

export type ErasureTask = z.output<typeof erasureTask>;

/**
 * How long after a request it is looked once more, in milliseconds: what was on its way has arrived
 * by then. An account's ID token is good for an hour after the account is gone.
 */
export const lookAgainAfterMs: Readonly<Record<ErasureTask['of'], number>> = {
  data: 15 * 60_000,
  silence: 15 * 60_000,
  account: 65 * 60_000,
};

/** The task of looking once more after an erasure that is requested now. One read. */
export async function taskOf(
  db: Firestore,
  uid: string,
  of: ErasureTask['of'],
  correlationId: string,
): Promise<ErasureTask> {
  const { readTime } = await db.doc(userPath(uid)).get();
  return { uid, of, requestedAt: readTime.toDate().toISOString(), correlationId };
}
