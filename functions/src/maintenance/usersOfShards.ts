import type { DirectStore } from '../platform/directStore';
import { toValue } from '../platform/values';
import type { StructuredQuery } from '../platform/firestoreRpc';
import type { StoredDocument } from '../platform/firestoreRpc';

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
