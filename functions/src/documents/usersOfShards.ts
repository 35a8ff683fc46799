import { Timestamp } from 'firebase-admin/firestore';
import { allShards, planShards, queriedTogether, type ShardMessage } from '../contracts/messages';
import type { DirectStore } from '../platform/bulkStore';
import type { StoredDocument, StructuredQuery } from '../platform/firestoreRpc';
import { toValue } from '../platform/values';

/** Users of some shards by a field that is indexed with the shard. */
export interface UsersByField {
  readonly shards: readonly number[];
  readonly field: string;
  readonly op: 'LESS_THAN_OR_EQUAL' | 'GREATER_THAN_OR_EQUAL';
  /** What the field is compared with. */
  readonly value: unknown;
}

/** Where a page begins: after a user with this value of the field. */
export interface Cursor {
  readonly value: unknown;
  /** The document's whole name. */
  readonly name: string;
}

function queryOf({ shards, field, op, value }: UsersByField): StructuredQuery {
  const filter = (fieldPath: string, operator: 'IN' | UsersByField['op'], compared: unknown) => ({
    fieldFilter: { field: { fieldPath }, op: operator, value: toValue(compared) },
  });
  return {
    from: [{ collectionId: 'users' }],
    where: {
      compositeFilter: {
        op: 'AND',
        filters: [filter('shard', 'IN', shards), filter(field, op, value)],
      },
    },
  };
}

/** How many there are. No user is read. */
export function countUsers(store: DirectStore, users: UsersByField): Promise<number> {
  return store.count(queryOf(users));
}

/** A page of users. */
export interface PageOfUsers {
  readonly limit: number;
  /** After whom it begins; undefined for the first. */
  readonly after: Cursor | undefined;
  /** Fields to send of each document; all if undefined. */
  readonly fields?: readonly string[];
}

/** The users after one of them, by the field; at most `limit`, each read once. */
export function usersAfter(
  store: DirectStore,
  users: UsersByField,
  { limit, after, fields }: PageOfUsers,
): Promise<StoredDocument[]> {
  return store.query({
    ...queryOf(users),
    ...(fields && { select: { fields: fields.map((fieldPath) => ({ fieldPath })) } }),
    orderBy: [{ field: { fieldPath: users.field } }, { field: { fieldPath: '__name__' } }],
    limit: { value: limit },
    ...(after && {
      startAt: {
        values: [toValue(after.value), { referenceValue: after.name }],
        before: false,
      },
    }),
  });
}

/** The field of a user document that says when the user is due, and so what for. */
export type Due = 'lapseAt' | 'remindAt';

/** Users of the shards who are due at `cutoff` (milliseconds since the epoch) or earlier. */
function dueUsers(field: Due, shards: readonly number[], cutoff: number): UsersByField {
  return { shards, field, op: 'LESS_THAN_OR_EQUAL', value: Timestamp.fromMillis(cutoff) };
}

/** How many users are due. No user is read. */
function countDue(
  store: DirectStore,
  due: Due,
  shards: readonly number[],
  cutoff: number,
): Promise<number> {
  return countUsers(store, dueUsers(due, shards, cutoff));
}

/** What there is to know of somebody who is due; the rest of the document is left where it is. */
const fieldsOf = {
  lapseAt: ['streak'],
  remindAt: ['streak', 'preferences', 'reminded'],
} satisfies Record<Due, readonly string[]>;

/** The due users after one of them, longest overdue first; at most `limit`, each read once. */
function dueAfter(
  store: DirectStore,
  due: Due,
  { shards, cutoff }: { readonly shards: readonly number[]; readonly cutoff: number },
  limit: number,
  last: StoredDocument | undefined,
  more: readonly string[],
): Promise<StoredDocument[]> {
  const after = last && { value: last.data[due], name: last.name };
  const fields = [...fieldsOf[due], due, 'v', ...more];
  return usersAfter(store, dueUsers(due, shards, cutoff), { limit, after, fields });
}

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
 * @param more fields that are needed besides
 */
export async function* pagesOfDue(
  store: DirectStore,
  due: Due,
  { runId, shards }: ShardMessage,
  pageSize: () => number,
  more: readonly string[] = [],
): AsyncGenerator<StoredDocument[]> {
  const cutoff = Date.parse(runId);
  const read = (
    [group, ...groups]: readonly number[][],
    after?: StoredDocument,
  ): Promise<Page> | undefined => {
    if (!group) return undefined;
    const limit = pageSize();
    const page = dueAfter(store, due, { shards: group, cutoff }, limit, after, more).then(
      (users) => ({
        users,
        next: () => (users.length < limit ? read(groups) : read([group, ...groups], users.at(-1))),
      }),
    );
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

/** How many users are due, and how their shards are shared out among workers. */
export interface DuePlan {
  readonly due: number;
  readonly shares: readonly number[][];
}

/** Counts the users who are due at `cutoff` (milliseconds since the epoch). No user is read. */
export function planDue(store: DirectStore, field: Due, cutoff: number): Promise<DuePlan> {
  return planCounted((group) => countDue(store, field, group, cutoff));
}

/** Shares the shards out by how many of their users there is work for. */
export async function planCounted(
  countIn: (group: readonly number[]) => Promise<number>,
): Promise<DuePlan> {
  const counted = await Promise.all(
    queriedTogether(allShards).map(async (group) => ({ group, due: await countIn(group) })),
  );
  const due = counted.reduce((sum, { due }) => sum + due, 0);
  const shards = counted.flatMap(({ group, due }) => (due > 0 ? group : []));
  return { due, shares: planShards(shards, due) };
}
