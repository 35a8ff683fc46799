import type { DocumentData } from 'firebase-admin/firestore';
import { userPath } from '../contracts/ids';
import {
  defaultPreferences,
  patched,
  type Preferences,
  storedPreferences,
} from '../contracts/preferences';
import type { Write } from '../platform/write';
import { known } from '../contracts/shapes';

/**
 * The preferences in a user document; kinds that are newer than it have their defaults.
 *
 * @throws ZodError if malformed: to guess could be to send what somebody has switched off
 */
export function readPreferences(data: DocumentData | undefined): Preferences {
  return patched(
    defaultPreferences,
    storedPreferences.parse(known('users', data)?.['preferences'] ?? {}),
  );
}

/** The write that makes them a user's preferences. */
export function preferencesWrite(uid: string, preferences: Preferences): Write {
  return { path: userPath(uid), data: { preferences }, fields: [['preferences']] };
}
