import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Account } from '../platform/accounts';
import { isDocumentId } from '../shared/documentId';
import { givenInstant } from '../shared/timeRange';
import { userPath } from '../streaks/userPath';

/**
 * What a task of `finishErasure` carries. `of`: whether the user asked for their data to go, or the
 * account was deleted, or they have been silent for long, which the deletion of the user document
 * decides. Whoever it is may have begun anew since.
 */
export const erasureTask = z.object({
  uid: z.string().refine(isDocumentId),
  of: z.enum(['data', 'account', 'silence']),
  /** ISO 8601, by the clock of the store or of Auth: it is compared with when documents were written. */
  requestedAt: givenInstant,
  correlationId: z.string(),
  /** Of Identity Platform, that the account belongs to. */
  tenant: z.string().min(1).optional(),
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

/** The task of looking once more after an erasure that is asked for now. One read. */
export async function taskOf(
  db: Firestore,
  uid: string,
  of: 'data' | 'silence',
  correlationId: string,
): Promise<ErasureTask> {
  const requestedAt = new Date(await storeTime(db, uid)).toISOString();
  return { uid, of, requestedAt, correlationId };
}

/** What time it is by the clock of the store, in milliseconds since the epoch. One read. */
export async function storeTime(db: Firestore, uid: string): Promise<number> {
  const { readTime } = await db.doc(userPath(uid)).get();
  return readTime.toMillis();
}

/**
 * The instant up to which all goes, in milliseconds since the epoch: what was written later is of a new
 * beginning. While there is no account it is this one, whoever writes with the last token of the old
 * one; so nothing is lost when the account is created while its data is being deleted. One that is there
 * again began when it was created, and never before the other was deleted: also when it was restored from
 * a backup with the instant of its first creation.
 *
 * @param account which has the uid now
 * @param now an instant at which it was not yet known whether there is one, by the clock of the store
 */
export function erasedUpTo(
  { of, requestedAt }: ErasureTask,
  account: Pick<Account, 'createdAt'> | undefined,
  now: number,
): number {
  const requested = Date.parse(requestedAt);
  if (of !== 'account') return requested;
  return account ? Math.max(requested, account.createdAt ?? 0) : now;
}
