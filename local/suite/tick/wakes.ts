import { type Firestore, type Query, Timestamp } from 'firebase-admin/firestore';
import { outageListPath, readOutageBook } from '../../../functions/src/documents/outages';
import { allShards, queriedTogether } from '../../../functions/src/contracts/messages';

const HOUR_MS = 3_600_000;

/**
 * Scheduled functions that are often due with nothing to do: for each, the instant (milliseconds
 * since the epoch) before which it will find nothing; infinity when it never will.
 */
export const wakes: Readonly<Record<string, (db: Firestore) => Promise<number>>> = {
  closeChallenges: async (db) => {
    const challenges = db.collection('challenges');
    const open = challenges.where('state', '==', 'open');
    const [followed, over] = await Promise.all([
      firstOf(challenges.where('repeatAt', '>', Timestamp.fromMillis(0)), 'repeatAt'),
      firstOf(open, 'closesAt'),
    ]);
    return Math.min(followed, over);
  },
  scheduleMaintenance: (db) => earliest(db, 'lapseAt'),
  scheduleSweeps: async (db) => {
    const { sweeps } = readOutageBook((await db.doc(outageListPath).get()).data());
    return Math.min(Infinity, ...sweeps.map(({ at }) => at));
  },
  scheduleReminders: (db) => earliest(db, 'remindAt'),
  sweepDeliveries: async (db) => {
    const waiting = db.collection('deliveries').where('dueAt', '>', Timestamp.fromMillis(0));
    return (await firstOf(waiting, 'dueAt')) + HOUR_MS;
  },
};

/** The earliest instant that any user has in a field that is indexed by shard. */
async function earliest(db: Firestore, field: string): Promise<number> {
  const found = await Promise.all(
    queriedTogether(allShards).map((group) => {
      const users = db.collection('users').where('shard', 'in', group);
      return firstOf(users.where(field, '>', Timestamp.fromMillis(0)), field);
    }),
  );
  return Math.min(...found);
}

/** The earliest instant of a field in what a query finds. */
async function firstOf(query: Query, field: string): Promise<number> {
  const value: unknown = (await query.orderBy(field).limit(1).get()).docs[0]?.get(field);
  return value instanceof Timestamp ? value.toMillis() : Infinity;
}
