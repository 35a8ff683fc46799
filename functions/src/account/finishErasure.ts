import type { Firestore } from 'firebase-admin/firestore';
import { userPath } from '../streaks/userPath';
import { type Erased, eraseUser } from './eraseUser';
import type { ErasureTask } from './erasureTask';

/**
 * Deletes what an erasure has left: where it was broken off, and what was being written while it ran.
 * A user who has logged something since has begun anew: what is newer than the request is theirs then.
 *
 * @throws when something failed or keeps being written; call it again
 */
export async function finishErasure(
  db: Firestore,
  { uid, of, requestedAt }: ErasureTask,
): Promise<Erased> {
  const since = Date.parse(requestedAt);
  const user = of === 'account' ? undefined : await db.doc(userPath(uid)).get();
  const hasBegunAnew = (user?.createTime?.toMillis() ?? 0) > since;
  // Whoever still has the document that they had was not silent after all.
  if (of === 'silence' && user?.exists === true && !hasBegunAnew) {
    return { deleted: 0, complete: true };
  }
  const erased = await eraseUser(
    db,
    uid,
    ({ createTime }) => hasBegunAnew && createTime.toMillis() > since,
  );
  if (!erased.complete) throw new Error('Documents of an erased user keep being written.');
  return erased;
}
