import { type DocumentData, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Write } from '../../platform/write';
import type { Suppression } from './suppression';

/** `suppressions/{uid}`. */
const suppressionDocument = z.object({
  reason: z.enum(['bounced', 'complained']),
  addressTag: z.string().nullable(),
});

/** Why mail to a user is held back, if it is. One read. */
export async function suppressionOf(db: Firestore, uid: string): Promise<Suppression | undefined> {
  return readSuppression((await db.doc(suppressionPath(uid)).get()).data());
}

/** Where it is kept why mail to a user is held back. */
export function suppressionPath(uid: string): string {
  return `suppressions/${uid}`;
}

/** Why mail is held back, as stored; undefined where it is not. @throws ZodError if malformed */
export function readSuppression(data: DocumentData | undefined): Suppression | undefined {
  return data && suppressionDocument.parse(data);
}

/** Holds mail to a user back from `now` (milliseconds since the epoch) on. */
export function suppressionWrite(uid: string, suppression: Suppression, now: number): Write {
  return { path: suppressionPath(uid), data: { ...suppression, at: Timestamp.fromMillis(now) } };
}
