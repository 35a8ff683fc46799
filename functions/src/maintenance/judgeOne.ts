import { Timestamp } from 'firebase-admin/firestore';
import { isConflict } from '../platform/statusCode';
import type { Write } from '../platform/write';
import { userPath } from '../streaks/userPath';
import { type JudgedUser, judgeUser } from './judgeUser';
import { refusalOf } from './refusalOf';
import type { Worker } from './worker';

/** How often a user who keeps acting is folded again before the next run takes over. */
const MAX_ATTEMPTS = 3;

/**
 * Reads a user, folds them again and commits that, unless they are due no more.
 *
 * @returns why the store would not have it even so; undefined when the user is settled
 * @throws ZodError when the document is malformed, or when the store failed
 */
export async function judgeOne(uid: string, worker: Worker): Promise<unknown> {
  const { store, at, progress } = worker;
  let refusal: unknown;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const [user] = await store.get([userPath(uid)]);
    if (!user || !isDue(user.data['lapseAt'], at)) return undefined;
    const judged = judgeUser(user, worker);
    if (!judged) return undefined;
    refusal = await refusalOf(await withoutKnownEvents(judged, worker), worker);
    if (refusal === undefined) {
      progress.judged += 1;
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
  return writes.filter(({ path }) => !known.has(path));
}
