import { z } from 'zod';
import { instant } from '../platform/instant';
import { type Card, cardKinds, themeNames } from './card';

const count = z.int().min(0);

const card = z.object({
  kind: z.enum(cardKinds),
  theme: z.enum(themeNames),
  name: z.string().optional(),
  streak: count.optional(),
  longest: count.optional(),
  level: z.object({ level: count, tier: z.string() }).optional(),
  badges: z.array(z.string()).readonly().optional(),
  calendar: z.array(count.max(2)).readonly().optional(),
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
