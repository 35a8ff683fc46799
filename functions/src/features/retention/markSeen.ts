import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import { shardOf } from '../../contracts/shards';
import { assertNotMerged } from '../../documents/merged';
import { runTransaction } from '../../platform/write';
import { known, shapes } from '../../contracts/shapes';

/** A mark that is younger says the same. */
const AGAIN_AFTER_MS = 43_200_000;

/**
 * Notes when a user was seen, also of somebody who has no streak: by the shard and a last active day
 * that is none they are found when they fall silent. One read, and a write twice a day at most.
 */
export async function markSeen(db: Firestore, uid: string, now: number): Promise<void> {
  await runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    known('users', user.data());
    assertNotMerged(user.data());
    const before: unknown = user.get('seenAt');
    if (before instanceof Timestamp && before.toMillis() > now - AGAIN_AFTER_MS) return;
    const seenAt = Timestamp.fromMillis(now);
    const isNew = user.get('streak') === undefined;
    const found = { shard: shardOf(uid), standing: { lastActiveDay: null } };
    transaction.set(user.ref, { seenAt, ...(isNew && found), v: shapes.users }, { merge: true });
  });
}
