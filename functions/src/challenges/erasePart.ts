import type { DocumentReference, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { runTransaction } from '../platform/transaction';
import { writeInTransaction } from '../platform/write';
import { readTaken, slotPath, slotWrite } from './documents';

/** What of a part says that it holds a place, whatever else is wrong with it. */
const holder = z.object({ slot: z.int().min(0) });

/**
 * Deletes the part of a user whose data is deleted, in one transaction with the place that it holds,
 * which is free again then. A part that is gone already changes nothing.
 */
export async function erasePart(db: Firestore, part: DocumentReference): Promise<void> {
  const challengeId = part.parent.parent?.id ?? '';
  await runTransaction(db, part.id, async (transaction) => {
    const found = await transaction.get(part);
    if (!found.exists) return;
    const { slot } = holder.safeParse(found.data()).data ?? {};
    if (slot !== undefined) {
      const counted = await transaction.get(db.doc(slotPath(challengeId, slot)));
      const taken = Math.max(0, readTaken(counted.data()) - 1);
      writeInTransaction(transaction, db, [slotWrite(challengeId, slot, taken)]);
    }
    transaction.delete(part);
  });
}
