import type { DirectStore } from '../platform/directStore';
import type { StoredDocument } from '../platform/firestoreRpc';
import { type Due, dueAfter } from './dueUsers';
import type { ShardMessage } from './message';
import { queriedTogether } from './planShards';

interface Page {
  readonly users: StoredDocument[];
  /** Reads the page after it; undefined after the last. */
  readonly next: () => Promise<Page> | undefined;
}

/**
 * The users of the shards who were due at the run's time, each once, and of shards that are queried
 * together the longest overdue first. The next page is read while one is worked on.
 *
 * @param pageSize of the page that is read next
 */
export async function* pagesOfDue(
  store: DirectStore,
  due: Due,
  { runId, shards }: ShardMessage,
  pageSize: () => number,
): AsyncGenerator<StoredDocument[]> {
  const cutoff = Date.parse(runId);
  const read = (
    [group, ...groups]: readonly number[][],
    after?: StoredDocument,
  ): Promise<Page> | undefined => {
    if (!group) return undefined;
    const limit = pageSize();
    const page = dueAfter(store, due, { shards: group, cutoff }, limit, after).then((users) => ({
      users,
      next: () => (users.length < limit ? read(groups) : read([group, ...groups], users.at(-1))),
    }));
    page.catch(() => undefined); // whoever awaits it is told; nobody may, after a break
    return page;
  };
  let reading = read(queriedTogether(shards));
  while (reading) {
    const { users, next } = await reading;
    reading = next();
    if (users.length > 0) yield users;
  }
}
