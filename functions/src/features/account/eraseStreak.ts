import {
  type DocumentSnapshot,
  type Firestore,
  Timestamp,
  type Transaction,
} from 'firebase-admin/firestore';
import { isDocumentId, userPath } from '../../contracts/ids';
import { activitiesLimit } from '../../documents/activity';
import { participantPath } from '../../documents/challenge';
import { readMerge } from '../../documents/merged';
import { limitData } from '../../platform/rateLimit';
import { runTransaction } from '../../platform/write';
import { participationsToDelete } from '../challenges/eraseParticipation';

/** Whose streak is there: nobody's, that of a new beginning, or one that goes on from before it. */
export type Left = 'none' | 'new' | 'mixed';

/** What has come of erasing a streak. */
export interface ErasedStreak {
  readonly left: Left;
  readonly deleted: number;
}

/**
 * Deletes a user's document and what must change with it, in one transaction: the ledger, and the
 * participations in challenges, whose places are free again. Whoever acts afterwards begins anew, in
 * documents of their own; a streak that has been written to since is left, to be folded again. How much
 * the user has logged lately is kept: who erases their data may not log more for that.
 */
export function eraseStreak(
  deps: { readonly db: Firestore; readonly now: () => number },
  { uid, upTo }: Pick<Erasure, 'uid' | 'upTo'>,
): Promise<ErasedStreak> {
  const { db } = deps;
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    if (!user.exists) return { left: 'none', deleted: 0 };
    if (hasBegunAfter(user, upTo)) return { left: 'new', deleted: 0 };
    if ((user.updateTime?.toMillis() ?? 0) > upTo) return { left: 'mixed', deleted: 0 };
    return { left: 'none', deleted: await deleteStreak(transaction, deps, user) };
  });
}

/** Deletes a streak in a transaction that has written nothing yet. @returns how many documents */
export async function deleteStreak(
  transaction: Transaction,
  { db, now }: { readonly db: Firestore; readonly now: () => number },
  user: DocumentSnapshot,
): Promise<number> {
  const { docs: months } = await transaction.get(user.ref.collection('months').select());
  const refs = challengesIn(user).map((id) => db.doc(participantPath(id, user.id)));
  const participations = refs.length > 0 ? await transaction.getAll(...refs) : [];
  const deleteParticipations = await participationsToDelete(transaction, db, participations);
  const arrival = instantAt(user, 'activitiesPaidAt');
  if (arrival > now()) transaction.set(activitiesLimit(db, user.id), limitData(arrival));
  deleteParticipations();
  for (const { ref } of months) transaction.delete(ref);
  transaction.delete(user.ref);
  return 1 + months.length + participations.filter(({ exists }) => exists).length;
}

/**
 * Whether nothing in a user's document is of an instant or before. What is left of an account that was
 * merged is data of another.
 */
export function hasBegunAfter(user: DocumentSnapshot, upTo: number): boolean {
  if (readMerge(user.data())) return true;
  return (user.createTime?.toMillis() ?? 0) > upTo || instantAt(user, 'begunAfter') >= upTo;
}

/** An instant in a document of which nothing else is known for certain; -Infinity where there is none. */
function instantAt(document: DocumentSnapshot, field: string): number {
  const value: unknown = document.get(field);
  return value instanceof Timestamp ? value.toMillis() : -Infinity;
}

/** The challenges that a streak counts for; of a malformed one as many as can be told. */
export function challengesIn(user: DocumentSnapshot): string[] {
  const participations: unknown = user.get('streak.enrolments');
  const isMap = typeof participations === 'object' && participations !== null;
  return isMap ? Object.keys(participations).filter(isDocumentId) : [];
}

/** Whose data goes, and which. */
export interface Erasure {
  readonly uid: string;
  /**
   * Milliseconds since the epoch, by the clock of the store: what was written later is of a new
   * beginning and stays.
   */
  readonly upTo: number;
  readonly correlationId: string;
}

/** What an erasure has come to. */
export interface Erased {
  readonly deleted: number;
  /** Whether a pass through everything found nothing. */
  readonly complete: boolean;
}
