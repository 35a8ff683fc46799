import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { log } from '../platform/log';
import { inParallel } from '../shared/inParallel';
import { type Batch, commitUsers } from './commitUsers';
import type { MaintenanceDeps } from './deps';
import { type JudgedUser, judgeUser } from './judgeUser';
import type { ShardMessage } from './message';
import { type Progress, noProgress } from './progress';
import { pagesOfDue, recordProgress } from './store';

const PAGE_SIZE = 300;
const USERS_PER_COMMIT = 20;
const PARALLEL_COMMITS = 4;

/**
 * Judges the due users of some shards. Whoever is judged is due no more, so a message that comes
 * twice, late or out of order finds nothing left to do; near `deadline` (milliseconds since the
 * epoch, by `deps.now`) the rest is announced again.
 *
 * @throws when the store failed; the message should come back
 */
export async function maintainShard(
  deps: MaintenanceDeps,
  { runId, shards }: ShardMessage,
  deadline: number,
): Promise<Progress> {
  const progress = noProgress();
  const cutoff = Date.parse(runId);
  const batch = { deps, at: Math.max(cutoff, deps.now()), correlationId: runId, progress };
  try {
    for await (const page of pagesOfDue(deps.db, shards, cutoff, PAGE_SIZE)) {
      await inParallel(groupsOf(judgePage(page, batch)), PARALLEL_COMMITS, (users) =>
        commitUsers(users, batch),
      );
      if (deps.now() >= deadline) {
        await deps.announce({ runId, shards });
        break;
      }
    }
  } finally {
    await recordProgress(deps.db, runId, shards, progress);
  }
  return progress;
}

/** The users of a page with their verdicts. One who cannot be judged does not hold up the others. */
function judgePage(page: readonly DocumentSnapshot[], batch: Batch): JudgedUser[] {
  const { deps, at, correlationId, progress } = batch;
  return page.flatMap((user) => {
    try {
      return judgeUser(user, at, deps, correlationId) ?? [];
    } catch (error) {
      progress.failed += 1;
      const context = { operation: 'maintainShard', correlationId, userId: user.id };
      log.error('user_not_judged', context, error);
      return [];
    }
  });
}

function groupsOf(users: readonly JudgedUser[]): JudgedUser[][] {
  return Array.from({ length: Math.ceil(users.length / USERS_PER_COMMIT) }, (_, index) =>
    users.slice(index * USERS_PER_COMMIT, (index + 1) * USERS_PER_COMMIT),
  );
}
