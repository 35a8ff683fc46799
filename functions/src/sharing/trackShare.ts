import type { Caller } from '../platform/caller';
import { metric } from '../platform/metric';
import type { TrackShareRequest } from './contract';
import type { SharingDeps } from './deps';
import { ownShare } from './revokeShare';
import { type Totals, countOne, loadShare, loadTotals } from './store';

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
