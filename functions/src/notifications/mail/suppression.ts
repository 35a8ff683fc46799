import { createHash } from 'node:crypto';

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
