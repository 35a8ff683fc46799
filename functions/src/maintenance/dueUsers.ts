import { Timestamp } from 'firebase-admin/firestore';
import type { DirectStore } from '../platform/directStore';
import type { StoredDocument } from '../platform/firestoreRpc';
import { type UsersByField, countUsers, usersAfter } from './usersOfShards';

/** The field of a user document that says when the user is due, and so what for. */
export type Due = 'lapseAt' | 'remindAt';

/** Users of the shards who are due at `cutoff` (milliseconds since the epoch) or earlier. */
function dueUsers(field: Due, shards: readonly number[], cutoff: number): UsersByField {
  return { shards, field, op: 'LESS_THAN_OR_EQUAL', value: Timestamp.fromMillis(cutoff) };
}

/** How many users are due. No user is read. */
export function countDue(
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
  remindAt: ['streak', 'preferences'],
} satisfies Record<Due, readonly string[]>;

/** The due users after one of them, longest overdue first; at most `limit`, each read once. */
export function dueAfter(
  store: DirectStore,
  due: Due,
  { shards, cutoff }: { readonly shards: readonly number[]; readonly cutoff: number },
  limit: number,
  last: StoredDocument | undefined,
): Promise<StoredDocument[]> {
  const after = last && { value: last.data[due], name: last.name };
  const fields = [...fieldsOf[due], due];
  return usersAfter(store, dueUsers(due, shards, cutoff), { limit, after, fields });
}
