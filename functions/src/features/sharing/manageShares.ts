import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { FirestreakError } from '../../contracts/errors';
import type {
  ListSharesRequest,
  ListSharesResponse,
  TrackShareRequest,
} from '../../contracts/shares';
import { readShare, sharePath, type StoredShare } from '../../documents/share';
import { metric } from '../../platform/metric';
import type { Caller } from '../../platform/request';
import { runTransaction } from '../../platform/write';
import type { SharingDeps } from './createShare';
import { countOne, loadShare, loadTotals, placeOf, publicShares, type Totals } from './store';
import { viewShare } from './viewShare';

/** Stops showing a card of the caller's. @throws FirestreakError `unknown-share` */
export async function revokeShare(
  { db, now }: { readonly db: Firestore; readonly now: () => number },
  { uid }: Caller,
  { shareId }: { readonly shareId: string },
): Promise<{ shareId: string; revokedAt: string }> {
  const at = await runTransaction(db, uid, async (transaction) => {
    const document = db.doc(sharePath(shareId));
    const share = ownShare(readShare((await transaction.get(document)).data()), uid);
    if (share.revokedAt !== null) return share.revokedAt;
    const revokedAt = now();
    transaction.update(document, { revokedAt: Timestamp.fromMillis(revokedAt) });
    return revokedAt;
  });
  return { shareId, revokedAt: new Date(at).toISOString() };
}

/** The share, if it is the user's: one of another is as unknown as none. */
function ownShare(share: StoredShare | undefined, uid: string): StoredShare {
  if (share?.uid === uid) return share;
  throw new FirestreakError('unknown-share', 'There is no such card of yours.');
}

/** Cards that are revoked in one commit. */
const BATCH = 100;

/** How many cards of a user anyone with their link can see at `now`. One read. */
export async function countShares(db: Firestore, uid: string, now: number): Promise<number> {
  return (await publicShares(db, uid, now).count().get()).data().count;
}

/**
 * Stops showing all cards of a user that can be seen at `now` (milliseconds since the epoch). Of a user
 * who is shown to nobody by then, none can be made meanwhile: what is broken off is finished by the
 * same call again.
 */
export async function revokeShares(db: Firestore, uid: string, now: number): Promise<void> {
  for (let revoked = BATCH; revoked === BATCH;) {
    revoked = await runTransaction(db, uid, async (transaction) => {
      const { docs } = await transaction.get(publicShares(db, uid, now).limit(BATCH));
      for (const { ref } of docs) transaction.update(ref, { revokedAt: Timestamp.fromMillis(now) });
      return docs.length;
    });
  }
}

/** With up to twenty counters each, a page reads 420 documents at most. */
const PAGE = 20;

/**
 * The cards of the caller that anyone with their link can see, on whichever device they were made.
 * A read a card and one for each of its counters.
 *
 * @throws FirestreakError `unknown-share` when `after` is not a card of the caller's
 */
export async function listShares(
  { db, now, base, words }: Pick<SharingDeps, 'db' | 'now' | 'base' | 'words'>,
  { uid }: Caller,
  { after }: ListSharesRequest,
): Promise<ListSharesResponse> {
  const all = publicShares(db, uid, now());
  const page =
    after === undefined
      ? all
      : all.startAfter(...placeOf(ownShare(await loadShare(db, after), uid), after));
  const { docs } = await page.limit(PAGE).get();
  const wordsOf = await words();
  const shares = await Promise.all(
    docs.map(async (document) => {
      const share = ownShare(readShare(document.data()), uid);
      const totals = await loadTotals(db, document.id);
      return { ...viewShare(document.id, share, base, wordsOf), totals };
    }),
  );
  return { shares, next: docs.length < PAGE ? null : (docs.at(-1)?.id ?? null) };
}

/** Counts that the caller shared a card, and gives its totals. @throws FirestreakError `unknown-share` */
export async function trackShare(
  { db, random }: Pick<SharingDeps, 'db' | 'random'>,
  { uid, correlationId }: Caller,
  { shareId, via }: TrackShareRequest,
): Promise<{ shareId: string; totals: Totals }> {
  const share = ownShare(await loadShare(db, shareId), uid);
  if (via !== undefined) {
    await countOne(db, shareId, share, 'shares', random());
    metric('share', 1, { operation: 'trackShare', correlationId }, { figure: 'shares' });
  }
  return { shareId, totals: await loadTotals(db, shareId) };
}
