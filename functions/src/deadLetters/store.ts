import { type DocumentSnapshot, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { isNotFound } from '../platform/statusCode';
import { type StoredDeadLetter, deadLetterDocument } from '../platform/deadLetter';

/** A letter with its id. */
export interface KeptLetter extends StoredDeadLetter {
  readonly id: string;
}

/**
 * Letters of a status, latest first, after the letter of an id if one is given.
 *
 * @returns undefined where there is no such letter any more
 */
export async function loadLetters(
  db: Firestore,
  status: StoredDeadLetter['status'],
  limit: number,
  after: string | undefined,
): Promise<KeptLetter[] | undefined> {
  const letters = db
    .collection('deadLetters')
    .where('status', '==', status)
    .orderBy('failedAt', 'desc')
    .limit(limit);
  const last = after === undefined ? undefined : await letterRef(db, after).get();
  if (last && !isPlaced(last)) return undefined;
  const page = await (last ? letters.startAfter(last) : letters).get();
  return page.docs.map((doc) => ({ id: doc.id, ...deadLetterDocument.parse(doc.data()) }));
}

/** Whether letters can be ordered before and after a document, which may be none. */
function isPlaced(letter: DocumentSnapshot): boolean {
  return letter.get('failedAt') instanceof Timestamp;
}

/** The letter of an id, or undefined where there is none. */
export async function loadLetter(db: Firestore, id: string): Promise<KeptLetter | undefined> {
  const letter = await letterRef(db, id).get();
  return letter.exists ? { id, ...deadLetterDocument.parse(letter.data()) } : undefined;
}

/**
 * Notes that a letter's work has been done; nothing where that was to delete the letter as well.
 *
 * @param at milliseconds since the epoch
 */
export async function markReplayed(db: Firestore, id: string, at: number): Promise<void> {
  await letterRef(db, id)
    .update({ status: 'replayed', replayedAt: Timestamp.fromMillis(at) })
    .catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
}

function letterRef(db: Firestore, id: string) {
  return db.collection('deadLetters').doc(id);
}
