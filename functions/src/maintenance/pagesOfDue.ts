import { Timestamp } from 'firebase-admin/firestore';
import type { StoredDocument } from '../platform/wire/decodeAnswer';
import type { ShardMessage } from './message';
import { dueAfter } from './dueUsers';
import type { Worker } from './worker';

/**
 * The users of the shards who were due at the run's time, longest overdue first, each once. The next
 * page is read while one is worked on.
 */
export async function* pagesOfDue(
  worker: Worker,
  { runId, shards }: ShardMessage,
): AsyncGenerator<StoredDocument[]> {
  const due = { shards, cutoff: Date.parse(runId) };
  const read = (after?: StoredDocument) => {
    const limit = worker.size.page;
    const page = dueAfter(worker.store, 'lapseAt', due, limit, after).then((users) => ({
      users,
      isLast: users.length < limit,
    }));
    page.catch(() => undefined); // whoever awaits it is told; nobody may, after a break
    return page;
  };
  let page = await read();
  const longest = page.users[0]?.data['lapseAt'];
  if (longest instanceof Timestamp) worker.lagMs = worker.deps.now() - longest.toMillis();
  while (page.users.length > 0) {
    const next = page.isLast ? undefined : read(page.users.at(-1));
    yield page.users;
    if (!next) return;
    page = await next;
  }
}
