import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { SHARD_COUNT } from '../../../functions/src/streaks/documents';

/** The most values that one `in` filter takes. */
const SHARDS_PER_QUERY = 30;

/**
 * Scheduled functions that are often due with nothing to do: for each, the instant (milliseconds
 * since the epoch) before which it will find nothing; infinity when it never will.
 */
export const wakes: Readonly<Record<string, (db: Firestore) => Promise<number>>> = {
  scheduleMaintenance: (db) => earliest(db, 'lapseAt'),
};

/** The earliest instant that any user has in a field that is indexed by shard. */
async function earliest(db: Firestore, field: string): Promise<number> {
  const shards = Array.from({ length: SHARD_COUNT }, (_, shard) => shard);
  const groups = Array.from({ length: Math.ceil(SHARD_COUNT / SHARDS_PER_QUERY) }, (_, group) =>
    shards.slice(group * SHARDS_PER_QUERY, (group + 1) * SHARDS_PER_QUERY),
  );
  const found = await Promise.all(
    groups.map(async (group) => {
      const users = db.collection('users').where('shard', 'in', group);
      const first = users.where(field, '>', Timestamp.fromMillis(0)).orderBy(field).limit(1);
      const value: unknown = (await first.get()).docs[0]?.get(field);
      return value instanceof Timestamp ? value.toMillis() : Infinity;
    }),
  );
  return Math.min(...found);
}
