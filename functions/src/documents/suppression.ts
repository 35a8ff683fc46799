import { type DocumentData, type Firestore, Timestamp } from 'firebase-admin/firestore';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Write } from '../platform/write';
import { known } from '../contracts/shapes';

/** Why mail to a user is held back: what SendGrid has reported of an earlier one. */
export interface Suppression {
  readonly reason: 'bounced' | 'complained';
  /** Which address it is about, without naming it; null: every address of the user. */
  readonly addressTag: string | null;
}

/** An address without the address: the same for the same, and only with its user's id. */
export function addressTag(uid: string, address: string): string {
  const text = `${uid} ${address.trim().toLowerCase()}`;
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** Whether a user's address may not be written to. A new address makes up for one that bounced. */
export function isSuppressed(
  suppression: Suppression | undefined,
  uid: string,
  address: string,
): boolean {
  if (!suppression) return false;
  const { addressTag: tag } = suppression;
  return tag === null || tag === addressTag(uid, address);
}

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
  return data && suppressionDocument.parse(known('suppressions', data));
}

/** Holds mail to a user back from `now` (milliseconds since the epoch) on. */
export function suppressionWrite(uid: string, suppression: Suppression, now: number): Write {
  return { path: suppressionPath(uid), data: { ...suppression, at: Timestamp.fromMillis(now) } };
}
