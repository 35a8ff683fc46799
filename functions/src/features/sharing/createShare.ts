import type { Transaction } from 'firebase-admin/firestore';
import { FirestreakError } from '../../contracts/errors';
import { userPath } from '../../contracts/ids';
import type { CreateShareRequest, CreateShareResponse } from '../../contracts/shares';
import { readProfile } from '../../documents/leaderboard';
import type { StreakDeps } from '../../documents/load';
import { readPreferences } from '../../documents/preferences';
import {
  readShare,
  readShareRequest,
  shareData,
  sharePath,
  shareRequestData,
  shareRequestPath,
  type StoredShare,
} from '../../documents/share';
import { readStreak } from '../../documents/user';
import { addDays, type Day, DAY_MS } from '../../engine/days';
import type { LedgerDay } from '../../engine/ledger';
import { settle } from '../../engine/settle';
import { knownStreak } from '../../engine/streakState';
import type { Caller } from '../../platform/request';
import { runTransaction } from '../../platform/write';
import type { InsightsDeps } from '../insights/getInsights';
import { cardOf, STRIP_DAYS } from './card';
import { isAsRequested, viewShare } from './viewShare';
import type { WordsOf } from './words';

/** What sharing needs from outside. */
export interface SharingDeps extends StreakDeps, Pick<InsightsDeps, 'ledgerOf'> {
  /** Where shares are shown: an origin and a path, without a slash at the end. */
  readonly base: string;
  readonly newId: () => string;
  /** In [0, 1). */
  readonly random: () => number;
  /** Whether users can choose a name to be shown under; where nobody can, nobody is private. */
  readonly hasNames: boolean;
  /** Loads the words of cards. */
  readonly words: () => Promise<WordsOf>;
}

/** How long a card that is shown no longer is kept, so that its link says so. */
const KEPT_MS = 30 * DAY_MS;

/** A share with its public id, which nothing of the request can be told by or from. */
interface Made {
  readonly shareId: string;
  readonly share: StoredShare;
}

/**
 * Shares a card, in one transaction. A user who is shown to nobody (no `setLeaderboardProfile`) is
 * private and shares nothing; where leaderboards are not deployed, no card has a name. The same `requestId` again gets the card that it made, also while the
 * first call is running. Two reads, up to four more for a calendar; one write, and one for the id.
 *
 * @throws FirestreakError for what the contract names
 */
export async function createShare(
  deps: SharingDeps,
  { uid }: Caller,
  request: CreateShareRequest,
): Promise<CreateShareResponse> {
  if (!request.fields.includes(request.kind)) {
    throw new FirestreakError('malformed-request', `fields must hold "${request.kind}".`);
  }
  const ledger = await ledgerFor(deps, uid, request);
  const newId = deps.newId();
  const { shareId, share } = await runTransaction(
    deps.db,
    uid,
    async (transaction) =>
      (await madeBefore(transaction, deps, uid, request)) ??
      (await make(transaction, deps, uid, request, ledger, newId)),
  );
  const { revokedAt } = share;
  return {
    ...viewShare(shareId, share, deps.base, await deps.words()),
    revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
  };
}

/** The ledger days that a calendar on the card is made of. */
async function ledgerFor(
  { db, program, now, outages, ledgerOf }: SharingDeps,
  uid: string,
  { fields }: CreateShareRequest,
): Promise<ReadonlyMap<Day, LedgerDay>> {
  if (!fields.includes('calendar')) return new Map();
  const user = (await db.doc(userPath(uid)).get()).data();
  const { today } = settle(knownStreak(readStreak(user)), now(), program, outages);
  return ledgerOf(uid, addDays(today, -STRIP_DAYS), today);
}

/** The card that the same request made before. @throws FirestreakError `share-exists` for another one */
async function madeBefore(
  transaction: Transaction,
  { db }: SharingDeps,
  uid: string,
  request: CreateShareRequest,
): Promise<Made | undefined> {
  const { requestId } = request;
  if (requestId === undefined) return undefined;
  const known = await transaction.get(db.doc(shareRequestPath(uid, requestId)));
  const shareId = readShareRequest(known.data())?.shareId;
  if (shareId === undefined) return undefined;
  const share = readShare((await transaction.get(db.doc(sharePath(shareId)))).data());
  if (!share) return undefined; // its time is over, and that of the request about to be
  if (!isAsRequested(share, request)) {
    const message = 'This requestId has made a card that shows something else. Send a new one.';
    throw new FirestreakError('share-exists', message);
  }
  return { shareId, share };
}

async function make(
  transaction: Transaction,
  { db, program, now, outages, hasNames }: SharingDeps,
  uid: string,
  request: CreateShareRequest,
  ledger: ReadonlyMap<Day, LedgerDay>,
  shareId: string,
): Promise<Made> {
  const user = (await transaction.get(db.doc(userPath(uid)))).data();
  const createdAt = now();
  const settled = settle(knownStreak(readStreak(user)), createdAt, program, outages);
  const profile = readProfile(user);
  if (!profile && (hasNames || request.fields.includes('name'))) {
    const advice = 'Call setLeaderboardProfile first: who is shown to nobody has no cards either.';
    throw new FirestreakError('private-user', advice);
  }
  const { language } = readPreferences(user, program);
  const card = cardOf(request, settled, ledger, profile?.displayName, language, program);
  const expiresAt = createdAt + request.days * DAY_MS;
  const expireAt = expiresAt + KEPT_MS;
  const share = { uid, card, createdAt, expiresAt, revokedAt: null, expireAt };
  transaction.create(db.doc(sharePath(shareId)), shareData(share));
  if (request.requestId !== undefined) {
    const path = shareRequestPath(uid, request.requestId);
    transaction.set(db.doc(path), shareRequestData({ shareId, expireAt }));
  }
  return { shareId, share };
}
