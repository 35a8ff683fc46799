import { Timestamp } from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import { publishedFrom, withoutToldAgain } from '../../documents/outbox';
import { storedStreak, streakWrites } from '../../documents/user';
import { settle } from '../../engine/settle';
import { codesOf } from '../../platform/deadLetter';
import { errorFactsOf } from '../../platform/errorFacts';
import type { StoredDocument } from '../../platform/firestoreRpc';
import { log } from '../../platform/log';
import { isConflict, isInvalid, isTransient } from '../../platform/statusCode';
import type { Write } from '../../platform/write';
import { nextBatchSize, type Worker } from './worker';

/**
 * Gives up judging a user in this run. Their document stays as it is, so it is judged as soon as the
 * cause is gone: by a later run, or when they act. Reading their streak is right all the time.
 */
export async function giveUpUser(
  uid: string,
  { deps, context, progress }: Worker,
  error: unknown,
  attempts = 1,
): Promise<void> {
  progress.failed += 1;
  log.warn('user_not_judged', { ...context, userId: uid }, { errors: errorFactsOf(error) });
  await deps.giveUp({
    operation: 'maintainShard',
    key: uid,
    payload: { uid },
    reason: isConflict(error) ? 'user-kept-changing' : 'user-not-judged',
    attempts,
    codes: codesOf(error),
    correlationId: context.correlationId,
  });
}

/**
 * Commits, and returns why the store refused the writes; undefined if they are stored. That may be by an
 * earlier attempt whose answer was lost: the events it created carry the worker's token.
 *
 * @throws when the store failed
 */
async function refusalOf(writes: readonly Write[], worker: Worker): Promise<unknown> {
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

/** A user whose missed days have been judged, and what has to be written for it. */
export interface JudgedUser {
  readonly uid: string;
  /** When their day had ended, in milliseconds since the epoch. */
  readonly dueAt: number | undefined;
  readonly writes: readonly Write[];
}

/**
 * Notes that users are settled, and how late the latest of them was. Those who cannot be settled stay due:
 * they would hide how late the others are.
 */
function noteJudged(users: readonly JudgedUser[], worker: Worker): void {
  const { at, progress } = worker;
  progress.judged += users.length;
  for (const { dueAt = at } of users) worker.lagMs = Math.max(worker.lagMs ?? 0, at - dueAt);
}

/**
 * Settles a user at the worker's instant. The writes hold only for the version of the document that
 * was read, so that whatever the user does in between wins.
 *
 * @throws ZodError when the document is malformed, or StaleOutagesError
 */
export function judgeUser(
  { id: uid, data, updateTime: lastUpdateTime }: StoredDocument,
  { deps: { program, outages, publishes }, at: now, attempt, context: { correlationId } }: Worker,
): JudgedUser | undefined {
  const streak = storedStreak(data);
  if (!streak) return undefined;
  const known = { lastUpdateTime, stored: streak, ...publishedFrom(publishes, data) };
  const context = { now, program, correlationId, attempt, ...known };
  const lapseAt: unknown = data['lapseAt'];
  const dueAt = lapseAt instanceof Timestamp ? lapseAt.toMillis() : undefined;
  return { uid, dueAt, writes: streakWrites(uid, settle(streak, now, program, outages), context) };
}

/** How often a user who keeps acting is folded again before the next run takes over. */
const MAX_ATTEMPTS = 3;

/**
 * Reads a user, folds them again and commits that, unless they are no longer due.
 *
 * @returns why the store still refused; undefined when the user is settled
 * @throws ZodError when the document is malformed, or when the store failed
 */
export async function judgeOne(uid: string, worker: Worker): Promise<unknown> {
  const { store, at } = worker;
  let refusal: unknown;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const [user] = await store.get([userPath(uid)]);
    if (!user || !isDue(user.data['lapseAt'], at)) return undefined;
    const judged = judgeUser(user, worker);
    if (!judged) return undefined;
    refusal = await refusalOf(await withoutKnownEvents(judged, worker), worker);
    if (refusal === undefined) {
      noteJudged([judged], worker);
      return undefined;
    }
    if (!isConflict(refusal)) return refusal;
  }
  return refusal;
}

function isDue(lapseAt: unknown, at: number): boolean {
  return lapseAt instanceof Timestamp && lapseAt.toMillis() <= at;
}

/** An event's id says what it tells, so one that exists already has been told. */
async function withoutKnownEvents({ writes }: JudgedUser, { store }: Worker): Promise<Write[]> {
  const created = writes.filter(({ precondition }) => precondition === 'absent');
  const found = created.length > 0 ? await store.get(created.map(({ path }) => path)) : [];
  const known = new Set(found.map(({ path }) => path));
  const ids = new Set(found.map(({ id }) => id));
  return withoutToldAgain(
    writes.filter(({ path }) => !known.has(path)),
    ids,
  );
}

/**
 * Commits several users at once. When that fails because of one of them, the group is halved until
 * the one is found, who is read and folded again: their own action always wins.
 *
 * @throws when the store failed: the message should come back
 */
export async function commitUsers(users: readonly JudgedUser[], worker: Worker): Promise<void> {
  const [first, ...others] = users;
  if (!first) return;
  const refusal = await refusalOf(
    users.flatMap(({ writes }) => writes),
    worker,
  );
  if (refusal === undefined) {
    noteJudged(users, worker);
  } else if (others.length === 0) {
    await judgeAgain(first.uid, worker, refusal);
  } else {
    const middle = Math.ceil(users.length / 2);
    await commitUsers(users.slice(0, middle), worker);
    await commitUsers(users.slice(middle), worker);
  }
}

async function judgeAgain(uid: string, worker: Worker, cause: unknown): Promise<void> {
  const refusal = isConflict(cause) ? await judgeOne(uid, worker) : cause;
  if (refusal !== undefined) await giveUpUser(uid, worker, refusal);
}
