import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import { runTransaction } from '../../platform/transaction';
import { type Write, writeInTransaction } from '../../platform/write';
import { userPath } from '../../streaks/userPath';
import { preferencesWrite, readPreferences } from './documents';
import { patched } from './preferences';

/**
 * Switches a user's mail off, as an old mail or its provider may still ask for when the user has long
 * gone: of such a user nothing is written.
 *
 * @returns whether there is such a user
 */
export function endMail(
  { db }: { readonly db: Firestore },
  { uid }: { readonly uid: string },
): Promise<boolean> {
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    if (!user.exists) return false;
    writeInTransaction(transaction, db, [mailEndedWrite(uid, user.data())]);
    return true;
  });
}

/** The write that switches a user's mail off. @param user their document */
export function mailEndedWrite(uid: string, user: DocumentData | undefined): Write {
  const preferences = patched(readPreferences(user), { channels: { email: false } });
  return preferencesWrite(uid, preferences);
}
