import type { Firestore } from 'firebase-admin/firestore';
import type { Caller } from '../../platform/caller';
import { userPath } from '../../streaks/userPath';
import { readPreferences } from './documents';
import type { Preferences } from './preferences';

/** The caller's preferences. One read. */
export async function getPreferences(
  { db }: { readonly db: Firestore },
  { uid }: Caller,
): Promise<Preferences> {
  const user = await db.doc(userPath(uid)).get();
  return readPreferences(user.data());
}
