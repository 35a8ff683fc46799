import type { QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { ZodError } from 'zod';
import type { SweepMessage } from '../../contracts/messages';
import { daysOffPerWeek } from '../../engine/program';
import { inParallel } from '../../platform/concurrency';
import { log } from '../../platform/log';
import { resettle } from '../streaks/resettle';
import type { SweepDeps } from './scheduleSweeps';
import { endOfPage, pagesOfMissedDays, pagesOfUsers } from './store';

const PAGE_SIZE = 300;
const PARALLEL_USERS = 16;

/** What a worker has done. */
export interface Swept {
  /** Users who were looked at, and whose streak has changed. */
  seen: number;
  changed: number;
  /** Users whose documents make no sense. */
  failed: number;
}

/**
 * Settles every user of a shard whom a change of outages may concern, from the first of the days on:
 * those who were judged to have missed one of them, and where a week has days off, which leave no
 * event, everybody who has ever been active. Each user is read and written in a transaction of their own, so what they do meanwhile
 * counts. A message that comes twice or late finds nothing left to do; near `deadline` (milliseconds
 * since the epoch, by `deps.now`) the rest is announced.
 *
 * @param deps with outages that were loaded after the message came
 * @throws when the store failed; the message should come back
 */
export async function sweepOutage(
  deps: SweepDeps,
  message: SweepMessage,
  deadline: number,
  pageSize = PAGE_SIZE,
): Promise<Swept> {
  const swept: Swept = { seen: 0, changed: 0, failed: 0 };
  const done = new Set<string>();
  const pages = daysOffPerWeek(deps.program) > 0 ? pagesOfUsers : pagesOfMissedDays;
  for await (const page of pages(deps.db, message, pageSize)) {
    const uids = [...new Set(page.map(uidOf))].filter((uid) => !done.has(uid));
    await inParallel(uids, PARALLEL_USERS, (uid) => sweepUser(uid, deps, message, swept));
    for (const uid of uids) done.add(uid);
    const end = page.at(-1);
    if (end && page.length === pageSize && deps.now() >= deadline) {
      await deps.announce({ ...message, after: endOfPage(end) });
      break;
    }
  }
  return swept;
}

/** Whose document, or whose event, it is. */
function uidOf({ ref }: QueryDocumentSnapshot): string {
  return (ref.parent.parent ?? ref).id;
}

async function sweepUser(
  uid: string,
  deps: SweepDeps,
  { first, correlationId }: SweepMessage,
  swept: Swept,
): Promise<void> {
  swept.seen += 1;
  try {
    if (await resettle(deps, { uid, correlationId }, first)) swept.changed += 1;
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    swept.failed += 1;
    log.error('user_not_settled', { operation: 'sweepShard', correlationId, userId: uid }, error);
  }
}
