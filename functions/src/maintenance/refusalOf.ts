import { isConflict, isInvalid, isTransient } from '../platform/statusCode';
import type { Write } from '../platform/write';
import { nextBatchSize } from './batchSize';
import type { Worker } from './worker';

/**
 * Commits, and says why the store would not have the writes; undefined when they are in it. That may
 * be by an earlier attempt whose answer was lost: the events it created carry the worker's token.
 *
 * @throws when the store failed
 */
export async function refusalOf(writes: readonly Write[], worker: Worker): Promise<unknown> {
  const { store, progress } = worker;
  progress.commits += 1;
  const observe = observer(worker);
  try {
    await store.commit(writes);
    observe(false);
    return undefined;
  } catch (error) {
    observe(!isConflict(error) && !isInvalid(error));
    const isDoubtful = isConflict(error) || isTransient(error);
    if (isDoubtful && (await wasCommitted(writes, worker))) return undefined;
    if (!isConflict(error) && !isInvalid(error)) throw error;
    progress.conflicts += 1;
    return error;
  }
}

/** Adapts the batch size when the commit that starts now has ended. */
function observer(worker: Worker): (failed: boolean) => void {
  const start = performance.now();
  return (failed) => {
    const latencyMs = performance.now() - start;
    const memoryShare = worker.deps.memoryShare();
    const size = nextBatchSize(worker.size, { failed, latencyMs, memoryShare });
    worker.size = size;
    worker.usersPerCommit = {
      least: Math.min(worker.usersPerCommit.least, size.users),
      most: Math.max(worker.usersPerCommit.most, size.users),
    };
  };
}

async function wasCommitted(writes: readonly Write[], worker: Worker): Promise<boolean> {
  const created = writes.find(({ precondition }) => precondition === 'absent');
  if (!created) return false;
  const [event] = await worker.store.get([created.path]);
  return event?.data['attempt'] === worker.attempt;
}
