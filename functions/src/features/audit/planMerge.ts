import type { DocumentSnapshot, Firestore, Transaction } from 'firebase-admin/firestore';
import { FirestreakError } from '../../contracts/errors';
import { userPath } from '../../contracts/ids';
import type { MergeUsersRequest } from '../../contracts/operators';
import { countedIn, loadLived, type LivedActivities } from '../../documents/life';
import type { StreakDeps } from '../../documents/load';
import { readMerge } from '../../documents/merged';
import { storedStreak } from '../../documents/user';
import { type JoinedLives, joinLives } from '../../engine/joinLives';
import type { Life } from '../../engine/relive';
import { UnmergeableUser } from '../../engine/unmergeableUser';
import { readTogether } from '../../platform/write';
import { wholeLedger } from '../streaks/resettle';

/** An account as it is stored at one instant. */
export interface MergedAccount extends Life, LivedActivities {
  readonly user: DocumentSnapshot;
}

/** How many activities of each account one request goes through at most. */
export interface Bounds {
  readonly from: number;
  readonly into: number;
}

/** Bounds of one request and of one commit, which Firestore accepts up to 10 MiB of. */
const mostActivities: Bounds = { from: 5_000, into: 15_000 };

/** Two accounts as they are stored at one instant, and what they are as one. */
export interface MergePlan {
  readonly request: MergeUsersRequest;
  readonly from: MergedAccount;
  readonly into: MergedAccount;
  /** Of `from`, what `into` does not have. */
  readonly moved: Life['activities'];
  /** Counted in `into`, but taken back in `from`, with the day that each counted for. */
  readonly takenBack: ReadonlyMap<string, string>;
  /** Undefined where nothing is known of either but settings. */
  readonly joined: JoinedLives | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Reckons what two accounts are as one, from a snapshot. One read for each of their months and activities.
 *
 * @returns undefined when one of the two is no longer there, or is merged by now
 * @throws FirestreakError `too-many-activities` or `not-mergeable`, ZodError when a document is malformed, or
 *   StaleOutagesError
 */
export async function planMerge(
  deps: StreakDeps,
  request: MergeUsersRequest,
  bounds = mostActivities,
): Promise<MergePlan | undefined> {
  const { db, program, outages } = deps;
  const [from, into] = await readTogether(db, async (transaction) => [
    await loadAccount(transaction, db, request.from, bounds.from),
    await loadAccount(transaction, db, request.into, bounds.into),
  ]);
  const isEnded = ({ user }: MergedAccount) => !user.exists || readMerge(user.data()) !== undefined;
  if (isEnded(from) || isEnded(into)) return undefined;
  const isThere = new Set(into.activities.map(({ activityId }) => activityId));
  const counts = ({ activityId }: { activityId: string }) =>
    !from.undone.has(activityId) && !into.undone.has(activityId);
  const moved = from.activities.filter((each) => counts(each) && !isThere.has(each.activityId));
  const takenBack = new Map([...from.undone].filter(([id]) => isThere.has(id)));
  const settled = [from, into].map(({ streak }) => streak?.settledAt ?? 0);
  const now = Math.max(deps.now(), ...settled);
  const counted = (life: Life) => ({ ...life, activities: life.activities.filter(counts) });
  try {
    const joined = joinLives(counted(into), counted(from), now, { program, outages });
    return { request, from, into, moved, takenBack, joined, now };
  } catch (error) {
    if (!(error instanceof UnmergeableUser)) throw error;
    const message = `An activity of theirs would be refused today (${error.reason}). Have the program know its type again, with 0 XP.`;
    throw new FirestreakError('not-mergeable', message);
  }
}

/** @throws FirestreakError `too-many-activities` or `not-mergeable` */
async function loadAccount(
  transaction: Transaction,
  db: Firestore,
  uid: string,
  most: number,
): Promise<MergedAccount> {
  const user = await transaction.get(db.doc(userPath(uid)));
  const streak = storedStreak(user.data());
  const ledger = await wholeLedger(transaction, db, uid);
  const lived = await loadLived(transaction, db, uid, most);
  if (lived.activities.length + lived.undone.size > most) {
    const message = `${uid} has more than ${most} activities. Bring them with npm run import.`;
    throw new FirestreakError('too-many-activities', message);
  }
  const isWhole = countedIn({ streak, ledger }) === lived.activities.length;
  if (!isWhole && readMerge(user.data()) === undefined) {
    const message = `The streak of ${uid} does not count the activities that there are: an erasure is under way, or repairStreak is needed.`;
    throw new FirestreakError('not-mergeable', message);
  }
  return { user, streak, ledger, ...lived };
}
