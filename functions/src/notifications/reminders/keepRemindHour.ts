import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import type { FirstHours } from '../../insights/prediction/restOfDay';
import { runTransaction } from '../../platform/transaction';
import { writeInTransaction } from '../../platform/write';
import type { Program } from '../../shared/programSchema';
import { userPath } from '../../streaks/userPath';
import { readPreferences } from '../preferences/documents';
import { remindHourWrites } from './remindHour';

/**
 * Keeps the hour at which a user is reminded where their habit has gone, if they prefer that. Costs
 * nothing while it stays the same.
 *
 * @param known the user document as it was read
 * @throws ZodError if the document is malformed
 */
export async function keepRemindHour(
  { db, program }: { readonly db: Firestore; readonly program: Program },
  uid: string,
  known: DocumentData | undefined,
  firstHours: FirstHours,
): Promise<void> {
  const writesFor = (data: DocumentData | undefined) =>
    remindHourWrites(uid, data, readPreferences(data), firstHours, program);
  if (writesFor(known).length === 0) return;
  await runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    writeInTransaction(transaction, db, writesFor(user.data()));
  });
}
