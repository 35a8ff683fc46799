import { isConflict } from '../platform/statusCode';
import { giveUpUser } from './giveUpUser';
import { judgeOne } from './judgeOne';
import type { JudgedUser } from './judgeUser';
import { refusalOf } from './refusalOf';
import type { Worker } from './worker';

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
    worker.progress.judged += users.length;
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
