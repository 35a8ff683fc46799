import type { ShardMessage } from '../../contracts/messages';
import { originFields } from '../../documents/outbox';
import { pagesOfDue } from '../../documents/usersOfShards';
import { StaleOutagesError } from '../../engine/outages';
import { inParallel } from '../../platform/concurrency';
import type { StoredDocument } from '../../platform/firestoreRpc';
import { log } from '../../platform/log';
import { commitUsers, giveUpUser, type JudgedUser, judgeUser } from './commitUsers';
import { type MaintenanceDeps, newWorker, type Report, type Worker } from './worker';
import { NewerShapeError } from '../../contracts/shapes';

const PARALLEL_COMMITS = 8;

/**
 * Judges the due users of some shards. Whoever is judged is no longer due, so a message that comes
 * twice, late or out of order finds nothing left to do; near `deadline` (milliseconds since the
 * epoch, by `deps.now`) the rest is announced again.
 *
 * @throws when the store failed, or StaleOutagesError; the message should come back
 */
export async function maintainShard(
  deps: MaintenanceDeps,
  message: ShardMessage,
  deadline: number,
): Promise<Report> {
  const { runId, shards } = message;
  const at = Math.max(Date.parse(runId), deps.now());
  const worker = newWorker(deps, { at, deadline, correlationId: runId });
  try {
    await inParallel(judgedGroups(worker, message, deadline), PARALLEL_COMMITS, (users) =>
      commitUsers(users, worker),
    );
  } catch (error) {
    log.warn('shards_interrupted', worker.context, { shards, ...worker.progress });
    throw error;
  }
  return worker;
}

/** Due users with their verdicts, as many at a time as are to be committed together. */
async function* judgedGroups(
  worker: Worker,
  message: ShardMessage,
  deadline: number,
): AsyncGenerator<JudgedUser[]> {
  const { deps } = worker;
  let isLate = false;
  let group: JudgedUser[] = [];
  for await (const page of pagesOfDue(
    worker.store,
    'lapseAt',
    message,
    () => worker.size.page,
    originFields(deps.publishes),
  )) {
    for (const user of page) {
      const judged = await judgeOrGiveUp(user, worker);
      if (judged) group.push(judged);
      if (group.length < worker.size.users) continue;
      yield group;
      group = [];
      await nextTurn();
    }
    isLate = deps.now() >= deadline;
    if (isLate) break;
  }
  yield group;
  if (isLate) await deps.announce(message);
}

/** Lets the event loop send what was committed and take what came in. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** One who cannot be judged does not hold up the others. */
async function judgeOrGiveUp(
  user: StoredDocument,
  worker: Worker,
): Promise<JudgedUser | undefined> {
  try {
    return judgeUser(user, worker);
  } catch (error) {
    if (error instanceof StaleOutagesError || error instanceof NewerShapeError) throw error;
    await giveUpUser(user.id, worker, error);
    return undefined;
  }
}
