import {
  FieldPath,
  FieldValue,
  type Firestore,
  type Query,
  Timestamp,
} from 'firebase-admin/firestore';
import { z } from 'zod';
import { readShare, sharePath, type StoredShare } from '../../documents/share';
import { known, shapes } from '../../contracts/shapes';

/** What is counted of a share: readers, programs, followed links, and times its owner shared it. */
export const figures = ['views', 'botViews', 'clicks', 'shares'] as const;

/** The name of a count. */
export type Figure = (typeof figures)[number];

/** All counts of a share. */
export type Totals = Record<Figure, number>;

/** Counters of a share: one document takes about a write a second for long, these twenty. */
const COUNTERS = 20;

const counter = z.object({
  views: z.int().default(0),
  botViews: z.int().default(0),
  clicks: z.int().default(0),
  shares: z.int().default(0),
});

/** A share, or undefined. One read. */
export async function loadShare(db: Firestore, shareId: string): Promise<StoredShare | undefined> {
  return readShare((await db.doc(sharePath(shareId)).get()).data());
}

/**
 * The cards of a user that anyone with their link can see at `now` (milliseconds since the epoch): those
 * that are neither revoked nor expired, the one that is shown longest first.
 */
export function publicShares(db: Firestore, uid: string, now: number): Query {
  return db
    .collection('shares')
    .where('uid', '==', uid)
    .where('revokedAt', '==', null)
    .where('expiresAt', '>', Timestamp.fromMillis(now))
    .orderBy('expiresAt', 'desc')
    .orderBy(FieldPath.documentId(), 'desc');
}

/** Where a share stands among {@link publicShares}, as a cursor. */
export function placeOf({ expiresAt }: StoredShare, shareId: string): [Timestamp, string] {
  return [Timestamp.fromMillis(expiresAt), shareId];
}

/**
 * Adds one to a figure of a share. One write. A counter names the user and ends with the share, since
 * neither an erasure nor a TTL reaches what lies below a document.
 *
 * @param random in [0, 1): which counter takes it
 */
export async function countOne(
  db: Firestore,
  shareId: string,
  { uid, expireAt }: StoredShare,
  figure: Figure,
  random: number,
): Promise<void> {
  const place = `${sharePath(shareId)}/shareCounters/${Math.floor(random * COUNTERS)}`;
  const added = { [figure]: FieldValue.increment(1) };
  const owned = { uid, expireAt: Timestamp.fromMillis(expireAt) };
  await db.doc(place).set({ ...owned, ...added, v: shapes.shareCounters }, { merge: true });
}

/** The figures of a share. At most twenty reads. */
export async function loadTotals(db: Firestore, shareId: string): Promise<Totals> {
  const { docs } = await db.collection(`${sharePath(shareId)}/shareCounters`).get();
  const totals: Totals = { views: 0, botViews: 0, clicks: 0, shares: 0 };
  for (const document of docs) {
    const counts = counter.parse(known('shareCounters', document.data()));
    for (const figure of figures) totals[figure] += counts[figure];
  }
  return totals;
}
