import { userPath } from '../../contracts/ids';
import type { RetentionMessage } from '../../contracts/messages';
import { inParallel } from '../../platform/concurrency';
import { log, type LogContext } from '../../platform/log';
import { runTransaction } from '../../platform/write';
import { deleteStreak } from '../account/eraseStreak';
import { taskOf } from '../account/erasure';
import { findSilent, type RetentionDeps } from './findSilent';
import { isSilent, placeOf, quietAfter, signsOfLife } from './silence';
import { known } from '../../contracts/shapes';

const PAGE_SIZE = 50;
const LANES = 8;

/** What a worker has done. */
export interface Expired {
  /** Users who were looked at. */
  seen: number;
  expired: number;
  /** Users whose documents make no sense; they stay. */
  malformed: number;
}

/**
 * Erases the users of some shards who have been silent, as `deleteMyData` would, until as many are as
 * may be in one run. Doing it twice is harmless; near `deadline` (milliseconds since the epoch, by
 * `deps.now`) the rest is announced. One read for each user who has not been active, and one request
 * to Auth for 50.
 *
 * @throws when the store, Auth or the erasure of somebody failed; the message should come back
 */
export async function expireUsers(
  deps: RetentionDeps,
  message: RetentionMessage,
  context: LogContext,
  deadline: number,
  pageSize = PAGE_SIZE,
): Promise<Expired> {
  const done: Expired = { seen: 0, expired: 0, malformed: 0 };
  const store = deps.open(context, deadline);
  const since = Date.parse(message.since);
  let { left, after } = message;
  for (;;) {
    const page = await quietAfter(store, message, pageSize, after);
    const { silent, malformed } = await findSilent(deps, page, since, context);
    const chosen = silent.slice(0, left);
    const failures: unknown[] = [];
    await inParallel(chosen, LANES, async (uid) => {
      try {
        if (await expireUser(deps, uid, since, context)) done.expired += 1;
      } catch (failure) {
        failures.push(failure);
      }
    });
    done.seen += page.length;
    done.malformed += malformed;
    if (failures.length > 0) throw new AggregateError(failures, 'Some users stay.');
    left -= chosen.length;
    const last = page.at(-1);
    if (page.length < pageSize || !last || left === 0) return done;
    after = placeOf(last);
    if (deps.now() < deadline) continue;
    await deps.announce({ ...message, left, after });
    return done;
  }
}

/**
 * Erases a user, unless they turn out not to be silent. That is decided in the transaction that deletes
 * the user document: whoever does something before it keeps everything, and whoever does something
 * after it begins anew, as after `deleteMyData`. A task that is made before finishes what is broken
 * off; it does nothing where the document was not deleted.
 *
 * @returns whether they were erased
 */
async function expireUser(
  deps: RetentionDeps,
  uid: string,
  since: number,
  context: LogContext,
): Promise<boolean> {
  const { db, lookAgain, erase } = deps;
  const task = await taskOf(db, uid, 'silence', context.correlationId);
  await lookAgain(task);
  const begun = await runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const signs = signsOfLife.safeParse(known('users', user.data()));
    if (!signs.success || !isSilent(signs.data, since)) return undefined;
    return deleteStreak(transaction, deps, user);
  });
  if (begun === undefined) return false;
  const { deleted, complete } = await erase(task);
  if (!complete) throw new Error('Documents of a user who expired keep being written.');
  log.info('user_expired', { ...context, userId: uid }, { deleted: begun + deleted });
  return true;
}
