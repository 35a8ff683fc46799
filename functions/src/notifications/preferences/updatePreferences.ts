import type { Firestore } from 'firebase-admin/firestore';
import { insightsPath, readInsights } from '../../insights/documents';
import { runTransaction } from '../../platform/transaction';
import { writeInTransaction } from '../../platform/write';
import type { Program } from '../../shared/programSchema';
import { settingWrite } from '../../streaks/documents';
import { userPath } from '../../streaks/userPath';
import { remindHourWrites } from '../reminders/remindHour';
import { preferencesWrite, readPreferences } from './documents';
import { type Preferences, type PreferencesPatch, patched } from './preferences';

/**
 * Changes a part of a user's preferences, in one transaction, and with them the hour at which they are
 * reminded: that is one read more where they prefer their own. Answers with all of them.
 */
export function updatePreferences(
  { db, program }: { readonly db: Firestore; readonly program: Program },
  { uid }: { readonly uid: string },
  patch: PreferencesPatch,
): Promise<Preferences> {
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const preferences = patched(readPreferences(user.data()), patch);
    const insights = preferences.remindAtUsualHour
      ? await transaction.get(db.doc(insightsPath(uid)))
      : undefined;
    const firstHours = readInsights(insights?.data())?.year.firstHours;
    writeInTransaction(transaction, db, [
      preferencesWrite(uid, preferences),
      settingWrite(uid, 'preferences'),
      ...remindHourWrites(uid, user.data(), preferences, firstHours, program),
    ]);
    return preferences;
  });
}
