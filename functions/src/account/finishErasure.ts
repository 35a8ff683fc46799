import type { Account } from '../platform/accounts';
import type { ErasureDeps } from './deleteMyData';
import { userPath } from '../streaks/userPath';
import { hasBegunAfter } from './eraseStreak';
import type { Erased } from './eraseUser';
import { type ErasureTask, erasedUpTo, storeTime } from './erasureTask';

/** What finishing an erasure needs from outside. */
export interface FinishDeps extends Pick<ErasureDeps, 'db' | 'erase'> {
  /** The account that has the uid now, or undefined where there is none. */
  readonly accountOf: (task: ErasureTask) => Promise<Pick<Account, 'createdAt'> | undefined>;
}

/**
 * Deletes what has to go by a request: all of it, what an erasure before has left where it was broken
 * off, or what was being written while it ran. Whoever has begun anew since keeps what is theirs.
 *
 * @param isOver whether the time for it has run out
 * @throws when something failed, keeps being written, or is left for want of time; call it again
 */
export async function finishErasure(
  { db, erase, accountOf }: FinishDeps,
  task: ErasureTask,
  isOver?: () => boolean,
): Promise<Erased> {
  const { uid, of, correlationId } = task;
  const now = await storeTime(db, uid);
  const account = of === 'account' ? await accountOf(task) : undefined;
  const upTo = erasedUpTo(task, account, now);
  if (of === 'silence') {
    const user = await db.doc(userPath(uid)).get();
    // Whoever still has the document that they had was not silent after all.
    if (user.exists && !hasBegunAfter(user, upTo)) return { deleted: 0, complete: true };
  }
  const erased = await erase({ uid, upTo, correlationId }, isOver);
  if (!erased.complete) throw new Error('Documents of an erased user are left.');
  return erased;
}
