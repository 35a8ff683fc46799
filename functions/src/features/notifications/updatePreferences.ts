import type { DocumentData, Firestore } from 'firebase-admin/firestore';
import { userPath } from '../../contracts/ids';
import {
  patched,
  type PreferencesPatch,
  type PreferencesView,
  viewPreferences,
} from '../../contracts/preferences';
import { insightsPath, readInsights } from '../../documents/insights';
import { assertNotMerged, readMerge } from '../../documents/merged';
import { chosenPreferences, preferencesWrite, readPreferences } from '../../documents/preferences';
import { settingWrite } from '../../documents/user';
import type { Program } from '../../engine/program';
import type { Caller } from '../../platform/request';
import { runTransaction, type Write, writeInTransaction } from '../../platform/write';
import { remindHourWrites } from './remindHour';

/** The caller's preferences. One read. */
export async function getPreferences(
  { db, program }: { readonly db: Firestore; readonly program: Program },
  { uid }: Caller,
): Promise<PreferencesView> {
  const user = await db.doc(userPath(uid)).get();
  assertNotMerged(user.data());
  return viewPreferences(readPreferences(user.data(), program), program);
}

/**
 * Changes a part of a user's preferences, in one transaction, and with them the hour at which they are
 * reminded: that is one read more where they prefer their own. Answers with all of them.
 */
export function updatePreferences(
  { db, program }: { readonly db: Firestore; readonly program: Program },
  { uid }: { readonly uid: string },
  patch: PreferencesPatch,
): Promise<PreferencesView> {
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    assertNotMerged(user.data());
    const preferences = patched(chosenPreferences(user.data(), program), patch);
    const insights = preferences.remindAtUsualHour
      ? await transaction.get(db.doc(insightsPath(uid)))
      : undefined;
    const firstHours = readInsights(insights?.data())?.year.firstHours;
    writeInTransaction(transaction, db, [
      preferencesWrite(uid, preferences),
      settingWrite(uid, 'preferences'),
      ...remindHourWrites(uid, user.data(), preferences, firstHours, program),
    ]);
    return viewPreferences(preferences, program);
  });
}

/**
 * Switches a user's mail off, as an old mail or its provider may still ask for when the user has long
 * gone: of such a user nothing is written.
 *
 * @returns whether there is such a user
 */
export function endMail(
  { db, program }: { readonly db: Firestore; readonly program: Program },
  { uid }: { readonly uid: string },
): Promise<boolean> {
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    if (!user.exists || readMerge(user.data())) return false;
    writeInTransaction(transaction, db, [mailEndedWrite(uid, user.data(), program)]);
    return true;
  });
}

/** The write that switches a user's mail off. @param user their document */
export function mailEndedWrite(
  uid: string,
  user: DocumentData | undefined,
  program: Program,
): Write {
  const preferences = patched(chosenPreferences(user, program), { channels: { email: false } });
  return preferencesWrite(uid, preferences);
}
