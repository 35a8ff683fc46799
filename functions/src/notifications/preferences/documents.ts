import type { DocumentData } from 'firebase-admin/firestore';
import type { Write } from '../../platform/write';
import { userPath } from '../../streaks/userPath';
import { type Preferences, defaultPreferences, patched } from './preferences';
import { storedPreferences } from './wire';

/**
 * The preferences in a user document; kinds that are newer than it have their defaults.
 *
 * @throws ZodError if malformed: to guess could be to send what somebody has switched off
 */
export function readPreferences(data: DocumentData | undefined): Preferences {
  return patched(defaultPreferences, storedPreferences.parse(data?.['preferences'] ?? {}));
}

/** The write that makes them a user's preferences. */
export function preferencesWrite(uid: string, preferences: Preferences): Write {
  return { path: userPath(uid), data: { preferences }, fields: [['preferences']] };
}
