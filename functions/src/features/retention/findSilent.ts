import type { Firestore } from 'firebase-admin/firestore';
import type { ErasureTask, RetentionMessage } from '../../contracts/messages';
import type { Account } from '../../platform/accounts';
import type { OpenStore } from '../../platform/bulkStore';
import type { StoredDocument } from '../../platform/firestoreRpc';
import { log, type LogContext } from '../../platform/log';
import type { Erased } from '../account/eraseStreak';
import type { ErasureDeps } from '../account/erasure';
import { isSilent, signsOfLife } from './silence';

/** What looking for silent users needs from outside. */
export interface SilentDeps {
  readonly open: OpenStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The accounts of at most 100 users, as Auth has them. */
  readonly accountsOf: (
    uids: readonly string[],
    context: LogContext,
  ) => Promise<ReadonlyMap<string, Account>>;
}

/** What erasing them needs besides. */
export interface RetentionDeps extends SilentDeps, Pick<ErasureDeps, 'lookAgain'> {
  readonly db: Firestore;
  /** Deletes all documents of a user that are older than the task: what is newer is of a new beginning. */
  readonly erase: (task: ErasureTask) => Promise<Erased>;
  readonly announce: (message: RetentionMessage) => Promise<void>;
}

/** A uid that Auth may know: it refuses to look for a longer one. */
const LONGEST_UID = 128;

/** Users of a page who are silent, and how many of the others make no sense. */
export interface Found {
  readonly silent: readonly string[];
  readonly malformed: number;
}

/**
 * Those of some users who gave no sign of life since an instant: neither by what is stored of them,
 * nor by their account. Auth knows when an ID token was renewed, which an app that is used does every
 * hour, so whoever only reads is not silent either. One request to Auth, if anyone is left to ask about.
 *
 * @param page at most 100
 * @throws when Auth did not answer: silence has to be sure
 */
export async function findSilent(
  { accountsOf }: Pick<SilentDeps, 'accountsOf'>,
  page: readonly StoredDocument[],
  since: number,
  context: LogContext,
): Promise<Found> {
  let malformed = 0;
  const candidates = page.filter(({ id, data }) => {
    const signs = signsOfLife.safeParse(data);
    if (signs.success) return isSilent(signs.data, since);
    malformed += 1;
    log.error('signs_of_life_malformed', { ...context, userId: id }, signs.error);
    return false;
  });
  const uids = candidates.map(({ id }) => id);
  const known = uids.filter((uid) => uid.length <= LONGEST_UID);
  const accounts = known.length > 0 ? await accountsOf(known, context) : undefined;
  const silent = uids.filter((uid) => (accounts?.get(uid)?.usedAt ?? -Infinity) < since);
  return { silent, malformed };
}
