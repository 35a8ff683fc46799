import { readProfile } from '../leaderboard/documents';
import type { Caller } from '../platform/caller';
import { addDays } from '../shared/day';
import { FirestreakError } from '../shared/errors';
import { readStreak } from '../streaks/documents';
import { knownStreak } from '../streaks/moveTo';
import { settle } from '../streaks/settle';
import { userPath } from '../streaks/userPath';
import { STRIP_DAYS, cardOf } from './cardOf';
import type { CreateShareRequest, CreateShareResponse } from './contract';
import type { SharingDeps } from './deps';
import { shareData, sharePath } from './documents';
import { shareLinks } from './shareLinks';
import { titleOf } from './words';

const DAY_MS = 86_400_000;

/** How long a card that is shown no longer is kept, so that its link says so. */
const KEPT_MS = 30 * DAY_MS;

/**
 * Shares a card. A user who is shown to nobody (no `setLeaderboardProfile`) is private and shares nothing.
 * One read, one or two more for a calendar; one write.
 *
 * @throws FirestreakError for what the contract names
 */
export async function createShare(
  { db, program, now, outages, ledgerOf, base, newId }: SharingDeps,
  { uid }: Caller,
  request: CreateShareRequest,
): Promise<CreateShareResponse> {
  if (!request.fields.includes(request.kind)) {
    throw new FirestreakError('malformed-request', `fields must hold "${request.kind}".`);
  }
  const at = now();
  const user = (await db.doc(userPath(uid)).get()).data();
  const settled = settle(knownStreak(readStreak(user)), at, program, outages);
  const profile = readProfile(user);
  if (!profile) {
    const advice = 'Call setLeaderboardProfile first: who is shown to nobody has no cards either.';
    throw new FirestreakError('private-user', advice);
  }
  const { today } = settled;
  const ledger = request.fields.includes('calendar')
    ? await ledgerOf(uid, addDays(today, -STRIP_DAYS), today)
    : new Map<string, never>();
  const card = cardOf(request, settled, ledger, profile.displayName, program);
  const shareId = newId();
  const expiresAt = at + request.days * DAY_MS;
  const expireAt = expiresAt + KEPT_MS;
  const share = { uid, card, createdAt: at, expiresAt, revokedAt: null, expireAt };
  await db.doc(sharePath(shareId)).create(shareData(share));
  const url = `${base}/${shareId}`;
  return {
    shareId,
    url,
    imageUrl: `${url}/card.png`,
    squareImageUrl: `${url}/square.png`,
    expiresAt: new Date(expiresAt).toISOString(),
    links: shareLinks(url, titleOf(card)),
  };
}
