import type { Firestore } from 'firebase-admin/firestore';
import type { Caller } from '../platform/caller';
import { log } from '../platform/log';
import { FirestreakError } from '../shared/errors';
import type { DeleteMyDataResponse } from './contract';
import type { Erased, Erasure } from './eraseUser';
import { type ErasureTask, taskOf } from './erasureTask';

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
