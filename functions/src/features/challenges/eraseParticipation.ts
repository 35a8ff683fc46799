import type {
  DocumentReference,
  DocumentSnapshot,
  Firestore,
  Transaction,
} from 'firebase-admin/firestore';
import { z } from 'zod';
import { readTaken, slotPath, slotWrite } from '../../documents/challenge';
import { runTransaction, writeInTransaction } from '../../platform/write';

/** What of a part says that it holds a place, whatever else is wrong with it. */
const holder = z.object({ slot: z.int().min(0) });

/**
 * Deletes the part of a user whose data is deleted, in one transaction with the place that it holds,
 * which is free again then. A part that is gone already, or is to stay by now, changes nothing.
 */
export async function eraseParticipation(
  db: Firestore,
  participation: DocumentReference,
  goes: (participation: DocumentSnapshot) => boolean,
): Promise<void> {
  await runTransaction(db, participation.id, async (transaction) => {
    const found = await transaction.get(participation);
    if (goes(found)) (await participationsToDelete(transaction, db, [found]))();
  });
}

/**
 * Reads what is needed to delete participations, each in another challenge.
 *
 * @returns deletes them and frees their places; for after all other reads of the transaction
 */
export async function participationsToDelete(
  transaction: Transaction,
  db: Firestore,
  participations: readonly DocumentSnapshot[],
): Promise<() => void> {
  const existing = participations.filter(({ exists }) => exists);
  const places = existing.flatMap((participation) => {
    const { slot } = holder.safeParse(participation.data()).data ?? {};
    const challengeId = participation.ref.parent.parent?.id ?? '';
    return slot === undefined ? [] : [{ challengeId, slot }];
  });
  const slots = places.map(({ challengeId, slot }) => db.doc(slotPath(challengeId, slot)));
  const counted = slots.length > 0 ? await transaction.getAll(...slots) : [];
  const freed = places.map(({ challengeId, slot }, index) =>
    slotWrite(challengeId, slot, Math.max(0, readTaken(counted[index]?.data()) - 1)),
  );
  return () => {
    writeInTransaction(transaction, db, freed);
    for (const { ref } of existing) transaction.delete(ref);
  };
}
