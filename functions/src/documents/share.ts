import type { DocumentData } from 'firebase-admin/firestore';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { userPath } from '../contracts/ids';
import { type Card, cardKinds, SHARE_ID, themeNames } from '../contracts/shares';
import { instant } from '../platform/write';
import { known, shapes } from '../contracts/shapes';

const count = z.int().min(0);

const card = z.object({
  kind: z.enum(cardKinds),
  theme: z.enum(themeNames),
  language: z.string().optional(),
  name: z.string().optional(),
  streak: count.optional(),
  longest: count.optional(),
  level: z.object({ level: count, tier: z.string() }).optional(),
  badges: z.array(z.string()).readonly().optional(),
  calendar: z.array(count.max(2)).readonly().optional(),
  strip: z.object({ last: z.iso.date(), open: count }).optional(),
}) satisfies z.ZodType<Card>;

/** `shares/{shareId}`. */
export const shareDocument = z.object({
  uid: z.string(),
  card,
  createdAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
  /** When the document goes (Firestore TTL). */
  expireAt: instant,
});

/** `users/{uid}/shareRequests/{requestId}`: which share a request has made. */
export const shareRequestDocument = z.object({
  shareId: z.string(),
  /** When the document goes, with its share (Firestore TTL). */
  expireAt: instant,
});

export type StoredShareRequest = z.output<typeof shareRequestDocument>;

export type StoredShare = z.output<typeof shareDocument>;

/** 96 bits: not to be guessed, and short enough for a link. */
export function newShareId(random: (bytes: number) => Buffer = randomBytes): string {
  let id: string;
  do id = random(12).toString('base64url');
  while (!SHARE_ID.test(id));
  return id;
}

/** Path of a share. */
export function sharePath(shareId: string): string {
  return `shares/${shareId}`;
}

/** A stored share; undefined where there is none. @throws ZodError if malformed */
export function readShare(data: DocumentData | undefined): StoredShare | undefined {
  return data && shareDocument.parse(known('shares', data));
}

/** The document of a share. */
export function shareData(share: StoredShare): DocumentData {
  return { ...z.encode(shareDocument, share), v: shapes.shares };
}

/** Where it is kept which share a request of a user has made: the id is the idempotency key. */
export function shareRequestPath(uid: string, requestId: string): string {
  return `${userPath(uid)}/shareRequests/${requestId}`;
}

/** What a request has made; undefined where it is new. @throws ZodError if malformed */
export function readShareRequest(data: DocumentData | undefined): StoredShareRequest | undefined {
  return data && shareRequestDocument.parse(known('shareRequests', data));
}

/** The document that says what a request has made. */
export function shareRequestData(made: StoredShareRequest): DocumentData {
  return { ...z.encode(shareRequestDocument, made), v: shapes.shareRequests };
}

/** Whether a share is shown at `now` (milliseconds since the epoch). */
export function isShown({ revokedAt, expiresAt }: StoredShare, now: number): boolean {
  return revokedAt === null && now < expiresAt;
}
