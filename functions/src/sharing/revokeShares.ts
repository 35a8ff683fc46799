import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { runTransaction } from '../platform/transaction';
import { publicShares } from './store';

/** Cards that are revoked in one commit. */
const BATCH = 100;

/** How many cards of a user anyone with their link can see at `now`. One read. */
export async function countShares(db: Firestore, uid: string, now: number): Promise<number> {
  return (await publicShares(db, uid, now).count().get()).data().count;
}

/**
 * Stops showing all cards of a user that can be seen at `now` (milliseconds since the epoch). Of a user
 * who is shown to nobody by then, none can be made meanwhile: what is broken off is finished by the
 * same call again.
 */
export async function revokeShares(db: Firestore, uid: string, now: number): Promise<void> {
  for (let revoked = BATCH; revoked === BATCH;) {
    revoked = await runTransaction(db, uid, async (transaction) => {
      const { docs } = await transaction.get(publicShares(db, uid, now).limit(BATCH));
      for (const { ref } of docs) transaction.update(ref, { revokedAt: Timestamp.fromMillis(now) });
      return docs.length;
    });
  }
}
