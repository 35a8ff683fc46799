import type { DocumentData } from 'firebase-admin/firestore';
import { isDeepStrictEqual } from 'node:util';
import { userPath } from '../../contracts/ids';
import {
  patched,
  type Preferences,
  type PreferencesPatch,
  type PreferencesView,
  viewPreferences,
} from '../../contracts/preferences';
import type { StreakDeps } from '../../documents/load';
import { insightsPath, readInsights } from '../../documents/insights';
import { assertNotMerged, readMerge } from '../../documents/merged';
import { allWritesOf, preferencesOutbox, publishedFrom } from '../../documents/outbox';
import { chosenPreferences, preferencesWrite, readPreferences } from '../../documents/preferences';
import { settingWrite } from '../../documents/user';
import type { Caller } from '../../platform/request';
import { runTransaction, type Write, writeInTransaction } from '../../platform/write';
import { remindHourWrites } from './remindHour';

/** The caller's preferences. One read. */
export async function getPreferences(
  { db, program }: Pick<StreakDeps, 'db' | 'program'>,
  { uid }: Caller,
): Promise<PreferencesView> {
  const user = await db.doc(userPath(uid)).get();
  assertNotMerged(user.data());
  return viewPreferences(readPreferences(user.data(), program), program);
}

/** What changing preferences needs from outside. */
export type PreferencesDeps = Pick<StreakDeps, 'db' | 'program' | 'now' | 'publishes'>;

/**
 * Changes a part of a user's preferences, in one transaction, and with them the hour at which they are
 * reminded: that is one read more where they prefer their own. Answers with all of them.
 */
export function updatePreferences(
  deps: PreferencesDeps,
  caller: Pick<Caller, 'uid' | 'correlationId'>,
  patch: PreferencesPatch,
): Promise<PreferencesView> {
  const { db, program } = deps;
  const { uid } = caller;
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    assertNotMerged(user.data());
    const preferences = patched(chosenPreferences(user.data(), program), patch);
    const insights = preferences.remindAtUsualHour
      ? await transaction.get(db.doc(insightsPath(uid)))
      : undefined;
    const firstHours = readInsights(insights?.data())?.year.firstHours;
    writeInTransaction(transaction, db, [
      ...changedWrites(deps, caller, user.data(), preferences),
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
  deps: PreferencesDeps,
  whose: Pick<Caller, 'uid' | 'correlationId'>,
): Promise<boolean> {
  const { db } = deps;
  const { uid } = whose;
  return runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    if (!user.exists || readMerge(user.data())) return false;
    writeInTransaction(transaction, db, mailEndedWrites(deps, whose, user.data()));
    return true;
  });
}

/** The writes that switch a user's mail off. @param user their document */
export function mailEndedWrites(
  deps: PreferencesDeps,
  whose: Pick<Caller, 'uid' | 'correlationId'>,
  user: DocumentData | undefined,
): Write[] {
  const preferences = patched(chosenPreferences(user, deps.program), {
    channels: { email: false },
  });
  return changedWrites(deps, whose, user, preferences);
}

/** The writes that make preferences those of a user, of which the app is told if that changes them. */
function changedWrites(
  { program, now, publishes }: PreferencesDeps,
  { uid, correlationId }: Pick<Caller, 'uid' | 'correlationId'>,
  user: DocumentData | undefined,
  preferences: Preferences,
): Write[] {
  const write = preferencesWrite(uid, preferences);
  if (isDeepStrictEqual(preferences, chosenPreferences(user, program))) return [write];
  const context = { now: now(), program, correlationId, ...publishedFrom(publishes, user) };
  return [write, ...allWritesOf(uid, preferencesOutbox(uid, preferences, context))];
}
