import type { DirectStore } from '../platform/directStore';
import type { StoredDocument, StructuredQuery } from '../platform/firestoreRpc';
import { toValue } from '../platform/values';
import type { Day } from '../shared/day';
import { signFields } from './stored';

const LAST_ACTIVE_DAY = 'standing.lastActiveDay';

/** Users who have not been active since a day, those who never were among them. */
export interface Quiet {
  readonly shards: readonly number[];
  readonly lastActiveDay: Day;
}

/** Where a page begins: after this user. */
export interface After {
  readonly day: Day | null;
  /** The document's whole name. */
  readonly name: string;
}

/** It ends at a place in the order, and not by a filter, which would leave out those without a day. */
function queryOf({ shards, lastActiveDay }: Quiet): StructuredQuery {
  const value = toValue(shards);
  return {
    from: [{ collectionId: 'users' }],
    where: { fieldFilter: { field: { fieldPath: 'shard' }, op: 'IN', value } },
    orderBy: [{ field: { fieldPath: LAST_ACTIVE_DAY } }, { field: { fieldPath: '__name__' } }],
    endAt: { values: [toValue(lastActiveDay)], before: false },
  };
}

/** How many there are. No user is read. */
export function countQuiet(store: DirectStore, quiet: Quiet): Promise<number> {
  return store.count(queryOf(quiet));
}

/** The next of them, whoever was never active first; at most `limit`, each read once. */
export function quietAfter(
  store: DirectStore,
  quiet: Quiet,
  limit: number,
  after: After | undefined,
): Promise<StoredDocument[]> {
  return store.query({
    ...queryOf(quiet),
    select: { fields: signFields.map((fieldPath) => ({ fieldPath })) },
    limit: { value: limit },
    ...(after && {
      startAt: {
        values: [toValue(after.day), { referenceValue: after.name }],
        before: false,
      },
    }),
  });
}

/** The place of a user in the order. */
export function placeOf({ data, name }: StoredDocument): After {
  const { lastActiveDay } = data['standing'] as { lastActiveDay: Day | null };
  return { day: lastActiveDay, name };
}
