import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Suppression } from './suppression';

/** `suppressions/{uid}`. */
const suppressionDocument = z.object({
  reason: z.enum(['bounced', 'complained']),
  addressTag: z.string().nullable(),
});

/** Why mail to a user is held back, if it is. One read. */
export async function suppressionOf(db: Firestore, uid: string): Promise<Suppression | undefined> {
  const found = await db.doc(`suppressions/${uid}`).get();
  const data = found.data();
  return data && suppressionDocument.parse(data);
}

/** Holds mail to a user back from now on. */
export async function suppress(
  db: Firestore,
  uid: string,
  suppression: Suppression,
  now: number,
): Promise<void> {
  await db.doc(`suppressions/${uid}`).set({ ...suppression, at: Timestamp.fromMillis(now) });
}
