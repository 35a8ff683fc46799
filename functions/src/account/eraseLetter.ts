import type { DocumentReference, DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { usersIn } from '../platform/deadLetter';

const kept = z.object({ payload: z.record(z.string(), z.unknown()) });

/**
 * Deletes a dead letter about a user, in one transaction. One that is about others, and only goes on
 * after this user, keeps its work and loses its place: replayed, it begins where it began.
 */
export async function eraseLetter(
  db: Firestore,
  letter: DocumentReference,
  goes: (letter: DocumentSnapshot) => boolean,
  uid: string,
): Promise<void> {
  await db.runTransaction(async (transaction) => {
    const found = await transaction.get(letter);
    if (!goes(found)) return;
    const { after, ...work } = kept.safeParse(found.data()).data?.payload ?? {};
    const isAboutOthers = after !== undefined && !usersIn(work).includes(uid);
    if (!isAboutOthers) transaction.delete(letter);
    else transaction.update(letter, { payload: work, uids: usersIn(work) });
  });
}
