import type { Firestore } from 'firebase-admin/firestore';
import type { Caller } from '../platform/caller';
import { runTransaction } from '../platform/transaction';
import { FirestreakError } from '../shared/errors';
import { readShare, shareData, sharePath } from './documents';
import type { StoredShare } from './stored';

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
    transaction.set(document, shareData({ ...share, revokedAt }));
    return revokedAt;
  });
  return { shareId, revokedAt: new Date(at).toISOString() };
}

/** The share, if it is the user's: one of another is as unknown as none. */
export function ownShare(share: StoredShare | undefined, uid: string): StoredShare {
  if (share?.uid === uid) return share;
  throw new FirestreakError('unknown-share', 'There is no such card of yours.');
}
