import { FirestreakError } from '../../contracts/errors';
import { userPath } from '../../contracts/ids';
import type {
  SetLeaderboardProfileRequest,
  SetLeaderboardProfileResponse,
} from '../../contracts/leaderboards';
import { shownWrites } from '../../documents/challenge';
import { profileWrite, readProfile } from '../../documents/leaderboard';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom } from '../../documents/outbox';
import { readStreak, settingWrite, streakWrites } from '../../documents/user';
import { settle } from '../../engine/settle';
import { knownStreak } from '../../engine/streakState';
import type { Caller } from '../../platform/request';
import { runTransaction, writeInTransaction } from '../../platform/write';
import { countShares, revokeShares } from '../sharing/manageShares';
import { onBoards } from './correctBoards';
import { checkDisplayName } from './displayName';

/**
 * Opts the caller in under a name, changes the name, or opts out, in one transaction; then on the boards
 * that are published, and with the cards that were shared, if they shall end. Whoever has opted out
 * makes no more of those, so whatever is broken off is finished by the same call again.
 *
 * @throws FirestreakError for what the contract names
 */
export async function setLeaderboardProfile(
  { db, program, now, outages, publishes }: StreakDeps,
  { uid, correlationId }: Caller,
  request: SetLeaderboardProfileRequest,
): Promise<SetLeaderboardProfileResponse> {
  if (request.displayName !== null && request.revokeShares) {
    const advice = 'revokeShares goes with displayName null; revokeShare ends a single card.';
    throw new FirestreakError('malformed-request', advice);
  }
  const displayName =
    request.displayName === null
      ? null
      : checkDisplayName(request.displayName, program.reservedNames);
  await runTransaction(db, uid, async (transaction) => {
    const user = await transaction.get(db.doc(userPath(uid)));
    const streak = knownStreak(readStreak(user.data()));
    if (readProfile(user.data())?.displayName === (displayName ?? undefined)) return;
    const origin = publishedFrom(publishes, user.data());
    const context = { now: now(), program, correlationId, ...origin };
    const profile = displayName === null ? null : { displayName };
    const settled = settle({ ...streak, listed: profile !== null }, context.now, program, outages);
    writeInTransaction(transaction, db, [
      ...streakWrites(uid, settled, context),
      profileWrite(uid, profile),
      settingWrite(uid, 'profile'),
      ...shownWrites(uid, streak.enrolments, profile !== null),
    ]);
  });
  await onBoards(db, uid, displayName);
  if (request.revokeShares) await revokeShares(db, uid, now());
  return { displayName, publicShares: await countShares(db, uid, now()) };
}
