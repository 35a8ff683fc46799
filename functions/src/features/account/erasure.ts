import type { Firestore } from 'firebase-admin/firestore';
import type { DeleteMyDataResponse } from '../../contracts/account';
import { FirestreakError } from '../../contracts/errors';
import { userPath } from '../../contracts/ids';
import { type ErasureTask, queues } from '../../contracts/messages';
import type { StreakDeps } from '../../documents/load';
import { readMerge } from '../../documents/merged';
import type { Account, AccountsOf } from '../../platform/accounts';
import { log } from '../../platform/log';
import type { Caller } from '../../platform/request';
import type { Enqueue } from '../../platform/tasks';
import { type Erased, type Erasure, hasBegunAfter } from './eraseStreak';
import { eraseUser } from './eraseUser';

/**
 * How long after a request it is looked once more, in milliseconds: what was on its way has arrived
 * by then. An account's ID token is good for an hour after the account is gone.
 */
const lookAgainAfterMs: Readonly<Record<ErasureTask['of'], number>> = {
  data: 15 * 60_000,
  silence: 15 * 60_000,
  merge: 15 * 60_000,
  account: 65 * 60_000,
};

/** The task of looking once more after an erasure that is asked for now. One read. */
export async function taskOf(
  db: Firestore,
  uid: string,
  of: 'data' | 'silence' | 'merge',
  correlationId: string,
): Promise<ErasureTask> {
  const requestedAt = new Date(await storeTime(db, uid)).toISOString();
  return { uid, of, requestedAt, correlationId };
}

/** What time it is by the clock of the store, in milliseconds since the epoch. One read. */
async function storeTime(db: Firestore, uid: string): Promise<number> {
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

/** What erasing needs of the world. */
interface ErasurePorts {
  readonly db: Firestore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly enqueue: Enqueue;
}

/**
 * Erasing over the ports.
 *
 * @param judging runs something by the outages in force
 */
export function erasureWith(
  { db, now, enqueue }: ErasurePorts,
  judging: <T>(act: (streaks: StreakDeps) => Promise<T>) => Promise<T>,
): ErasureDeps {
  return {
    db,
    erase: (erased, isOver) => judging((streaks) => eraseUser(streaks, erased, isOver)),
    lookAgain: (task) => {
      const { uid, of, requestedAt, correlationId } = task;
      const at = now() + lookAgainAfterMs[of];
      const name = `erasure ${uid} ${of} ${requestedAt}`;
      return enqueue(queues.finishErasure, task, { name, at, correlationId });
    },
  };
}

/** What erasing needs from outside. */
export interface ErasureDeps {
  readonly db: Firestore;
  /** As `eraseUser`. */
  readonly erase: (erasure: Erasure, isOver?: () => boolean) => Promise<Erased>;
  /** Has `finishErasure` look again later. */
  readonly lookAgain: (task: ErasureTask) => Promise<void>;
}

/**
 * Deletes all data of the caller. It is arranged first that somebody looks again, so that a crash in
 * the middle, or too little time, is made good without anybody asking.
 *
 * @param isOver whether the time for it has run out
 * @throws FirestreakError `erasure-incomplete` when something is left
 */
export async function deleteMyData(
  { db, erase, lookAgain }: ErasureDeps,
  { uid, correlationId }: Caller,
  isOver: () => boolean,
): Promise<DeleteMyDataResponse> {
  const task = await taskOf(db, uid, 'data', correlationId);
  await lookAgain(task);
  const upTo = Date.parse(task.requestedAt);
  const context = { operation: 'deleteMyData', correlationId, userId: uid };
  const erased = await erase({ uid, upTo, correlationId }, isOver).catch((error: unknown) => {
    log.error('erasure_incomplete', context, error);
    return undefined;
  });
  if (!erased?.complete) {
    const advice = 'Not everything is deleted yet. Call again, or wait: it will be.';
    throw new FirestreakError('erasure-incomplete', advice);
  }
  log.info('data_erased', context, { deleted: erased.deleted });
  return { deleted: erased.deleted };
}

/** What finishing an erasure needs from outside. */
export interface FinishDeps extends Pick<ErasureDeps, 'db' | 'erase'> {
  readonly accountsOf: AccountsOf;
}

/**
 * Deletes what has to go by a request: all of it, what an erasure before has left where it was broken
 * off, or what was being written while it ran. Whoever has begun anew since keeps what is theirs.
 *
 * @param isOver whether the time for it has run out
 * @throws when something failed, keeps being written, or is left for want of time; call it again
 */
export async function finishErasure(
  { db, erase, accountsOf }: FinishDeps,
  task: ErasureTask,
  isOver?: () => boolean,
): Promise<Erased> {
  const { uid, of, correlationId, tenant } = task;
  const context = { operation: 'finishErasure', correlationId };
  const now = await storeTime(db, uid);
  const accounts = of === 'account' ? await accountsOf([uid], context, tenant) : undefined;
  const account = accounts?.get(uid);
  const upTo = erasedUpTo(task, account, now);
  if (of === 'silence') {
    const user = await db.doc(userPath(uid)).get();
    // Whoever still has the document that they had was not silent after all.
    if (user.exists && !hasBegunAfter(user, upTo)) return { deleted: 0, complete: true };
  }
  if (of === 'merge') {
    const user = await db.doc(userPath(uid)).get();
    // The merge may have been broken off before anything was moved.
    if (user.exists && !readMerge(user.data())) return { deleted: 0, complete: true };
  }
  const erased = await erase({ uid, upTo, correlationId }, isOver);
  if (!erased.complete) throw new Error('Documents of an erased user are left.');
  return erased;
}
