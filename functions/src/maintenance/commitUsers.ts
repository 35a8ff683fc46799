import { Timestamp } from 'firebase-admin/firestore';
import { isConflict, isInvalid } from '../platform/statusCode';
import { log } from '../platform/log';
import { userPath } from '../streaks/userPath';
import type { MaintenanceDeps } from './deps';
import { type JudgedUser, judgeUser } from './judgeUser';
import type { Progress } from './progress';

/** How often a user who keeps acting is folded again before the next run takes over. */
const MAX_ATTEMPTS = 3;

/** What the users of one message have in common. */
export interface Batch {
  readonly deps: MaintenanceDeps;
  /** The instant, in milliseconds since the epoch, at which users are settled. */
  readonly at: number;
  readonly correlationId: string;
  readonly progress: Progress;
}

/**
 * Commits several users at once. When that fails because of one of them, the group is halved until
 * the one is found, who is read and folded again: their own action always wins. Failures that are
 * not about a user are thrown, for the message to come back.
 */
export async function commitUsers(users: readonly JudgedUser[], batch: Batch): Promise<void> {
  const [first, ...others] = users;
  if (!first) return;
  try {
    batch.progress.commits += 1;
    await batch.deps.commit(users.flatMap(({ writes }) => writes));
    batch.progress.judged += users.length;
  } catch (error) {
    if (!isConflict(error) && !isInvalid(error)) throw error;
    batch.progress.conflicts += 1;
    if (others.length === 0) {
      await judgeAgain(first.uid, batch, error);
      return;
    }
    const middle = Math.ceil(users.length / 2);
    await commitUsers(users.slice(0, middle), batch);
    await commitUsers(users.slice(middle), batch);
  }
}

async function judgeAgain(uid: string, batch: Batch, cause: unknown): Promise<void> {
  const { deps, at, correlationId, progress } = batch;
  let reason = cause;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS && isConflict(reason); attempt += 1) {
    const user = await deps.db.doc(userPath(uid)).get();
    if (!isDue(user.get('lapseAt'), at)) return;
    const judged = judgeUser(user, at, deps, correlationId);
    if (!judged) return;
    try {
      progress.commits += 1;
      await deps.commit(await withoutKnownEvents(judged, deps));
      progress.judged += 1;
      return;
    } catch (error) {
      if (!isConflict(error) && !isInvalid(error)) throw error;
      reason = error;
      progress.conflicts += 1;
    }
  }
  progress.failed += 1;
  const context = { operation: 'maintainShard', correlationId, userId: uid };
  log.error('user_not_judged', context, reason);
}

function isDue(lapseAt: unknown, at: number): boolean {
  return lapseAt instanceof Timestamp && lapseAt.toMillis() <= at;
}

/** An event's id says what it tells, so one that exists already has been told. */
async function withoutKnownEvents({ writes }: JudgedUser, { db }: MaintenanceDeps) {
  const created = writes.filter(({ precondition }) => precondition === 'absent');
  if (created.length === 0) return writes;
  const found = await db.getAll(...created.map(({ path }) => db.doc(path)));
  const known = new Set(found.filter(({ exists }) => exists).map(({ ref }) => ref.path));
  return writes.filter(({ path }) => !known.has(path));
}
