import type { Caller } from '../platform/caller';
import type { ListSharesRequest, ListSharesResponse } from './contract';
import type { SharingDeps } from './deps';
import { readShare } from './documents';
import { ownShare } from './revokeShare';
import { loadShare, loadTotals, placeOf, publicShares } from './store';
import { viewShare } from './viewShare';

/** With up to twenty counters each, a page reads 420 documents at most. */
const PAGE = 20;

/**
 * The cards of the caller that anyone with their link can see, on whichever device they were made.
 * A read a card and one for each of its counters.
 *
 * @throws FirestreakError `unknown-share` when `after` is not a card of the caller's
 */
export async function listShares(
  { db, now, base }: Pick<SharingDeps, 'db' | 'now' | 'base'>,
  { uid }: Caller,
  { after }: ListSharesRequest,
): Promise<ListSharesResponse> {
  const all = publicShares(db, uid, now());
  const page =
    after === undefined
      ? all
      : all.startAfter(...placeOf(ownShare(await loadShare(db, after), uid), after));
  const { docs } = await page.limit(PAGE).get();
  const shares = await Promise.all(
    docs.map(async (document) => {
      const share = ownShare(readShare(document.data()), uid);
      const totals = await loadTotals(db, document.id);
      return { ...viewShare(document.id, share, base), totals };
    }),
  );
  return { shares, next: docs.length < PAGE ? null : (docs.at(-1)?.id ?? null) };
}
