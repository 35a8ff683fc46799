import type {
  DocumentSnapshot,
  Firestore,
  QueryDocumentSnapshot,
  Transaction,
} from 'firebase-admin/firestore';
import { FirestreakError } from '../../contracts/errors';
import { userPath } from '../../contracts/ids';
import {
  type MergeUsersRequest,
  type MergeUsersResponse,
  MOST_MERGED,
  MOST_TOGETHER,
} from '../../contracts/operators';
import { isParticipation } from '../../documents/challenge';
import { countedIn, loadLived, type LivedActivities } from '../../documents/life';
import type { StreakDeps } from '../../documents/load';
import { assertNotMerged, type Merge, readMerge } from '../../documents/merged';
import { storedStreak } from '../../documents/user';
import { type JoinedLives, joinLives } from '../../engine/joinLives';
import type { Life } from '../../engine/relive';
import { settle } from '../../engine/settle';
import { viewStreak } from '../../engine/streakView';
import { UnmergeableUser } from '../../engine/unmergeableUser';
import { log } from '../../platform/log';
import type { Caller } from '../../platform/request';
import { readTogether, runTransaction } from '../../platform/write';
import { type ErasureDeps, taskOf } from '../account/erasure';
import { wholeLedger } from '../streaks/resettle';
import { writeMerge } from './writeMerge';
import { makingSense, unknownUser } from './repairStreak';

/** What merging needs from outside. */
export interface MergeDeps extends StreakDeps, Pick<ErasureDeps, 'erase' | 'lookAgain'> {}

/** An account as it is stored at one instant. */
export interface MergedAccount extends Life, LivedActivities {
  readonly user: DocumentSnapshot;
}

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

/** How often it is planned anew because one of the two has acted meanwhile. */
const MAX_CONFLICTS = 10;

/**
 * Joins the histories of two accounts in one transaction: the streak of the one that goes on with its ledger,
 * activities, challenges and events, and the mark on the other that it has ended. What follows from
 * everything the two have done is reckoned before; when one of them has acted meanwhile, it is reckoned anew.
 * Then all else of the account that ended is erased, for which it is arranged first that somebody looks again.
 *
 * @throws FirestreakError `malformed-request` for one account, or as the contract says
 */
export function mergeUsers(
  deps: MergeDeps,
  caller: Caller,
  request: MergeUsersRequest,
): Promise<MergeUsersResponse> {
  if (request.from === request.into) {
    throw new FirestreakError('malformed-request', 'An account cannot be merged into itself.');
  }
  return makingSense(() => merge(deps, caller, request));
}

async function merge(
  deps: MergeDeps,
  { uid: admin, correlationId }: Caller,
  request: MergeUsersRequest,
): Promise<MergeUsersResponse> {
  const { db } = deps;
  const { from, into } = request;
  const context = { operation: 'mergeUsers', correlationId, userId: into };
  let merged = await mergedBefore(db, request);
  if (!merged) await deps.lookAgain(await taskOf(db, from, 'merge', correlationId));
  for (let conflicts = 0; !merged; conflicts += 1) {
    if (conflicts === MAX_CONFLICTS) throw stillActing();
    const plan = await planFor(deps, request);
    merged = plan && (await commit(deps, plan, correlationId));
    if (merged)
      log.info('users_merged', context, { admin, from, activities: merged.mergedActivities });
    else merged = await mergedBefore(db, request);
  }
  // What is left of this, or fails, is finished by the task.
  const upTo = (await db.doc(userPath(from)).get()).readTime.toMillis();
  await deps.erase({ uid: from, upTo, correlationId }).catch((error: unknown) => {
    log.warn('erasure_incomplete', { ...context, userId: from }, { codes: [String(error)] });
  });
  return answer(deps, into, merged);
}

function stillActing(): FirestreakError {
  return new FirestreakError('too-much-contention', 'One of the two keeps acting. Send it again.');
}

/** The merge, if it has been made. @throws FirestreakError when either has been merged into another account */
async function mergedBefore(
  db: Firestore,
  { from, into }: MergeUsersRequest,
): Promise<Merge | undefined> {
  const [ended, goesOn] = await db.getAll(db.doc(userPath(from)), db.doc(userPath(into)));
  assertNotMerged(goesOn?.data());
  const merged = readMerge(ended?.data());
  if (merged?.mergedInto === into) return merged;
  assertNotMerged(ended?.data());
  if (ended?.exists !== true || goesOn?.exists !== true) throw unknownUser();
  return undefined;
}

/** @returns undefined when one of the two is no longer there, or is merged by now */
async function planFor(
  deps: MergeDeps,
  request: MergeUsersRequest,
): Promise<MergePlan | undefined> {
  const { db, program, outages } = deps;
  const [from, into] = await readTogether(db, async (transaction) => [
    await loadAccount(transaction, db, request.from, MOST_MERGED),
    await loadAccount(transaction, db, request.into, MOST_TOGETHER - MOST_MERGED),
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

/** @returns undefined when one of the two has changed since the plan was made */
function commit(
  deps: MergeDeps,
  plan: MergePlan,
  correlationId: string,
): Promise<Merge | undefined> {
  const { db } = deps;
  const { from, into } = plan.request;
  return runTransaction(db, into, async (transaction) => {
    const users = await transaction.getAll(db.doc(userPath(from)), db.doc(userPath(into)));
    const isPlanned = [plan.from.user, plan.into.user].every(({ updateTime }, index) => {
      const found = users[index]?.updateTime;
      return updateTime !== undefined && found?.isEqual(updateTime) === true;
    });
    if (!isPlanned) return undefined;
    const [parts, others] = await Promise.all([
      participationsOf(transaction, db, [from, into]),
      transaction.get(db.collection('users').where('mergedInto', '==', from).select()),
    ]);
    const merged = {
      mergedInto: into,
      mergedAt: plan.now,
      mergedActivities: plan.moved.length,
    };
    const context = { now: plan.now, program: deps.program, correlationId };
    const found = { parts, others: others.docs.map(({ id }) => id) };
    await writeMerge(transaction, db, plan, merged, found, context);
    return merged;
  });
}

async function participationsOf(
  transaction: Transaction,
  db: Firestore,
  uids: readonly string[],
): Promise<QueryDocumentSnapshot[]> {
  const all = db.collectionGroup('participants');
  const found = await Promise.all(uids.map((uid) => transaction.get(all.where('uid', '==', uid))));
  return found.flatMap(({ docs }) => docs).filter(({ ref }) => isParticipation(ref.path));
}

async function answer(
  { db, now, program, outages }: MergeDeps,
  into: string,
  { mergedAt, mergedActivities }: Merge,
): Promise<MergeUsersResponse> {
  const user = await db.doc(userPath(into)).get();
  const streak = storedStreak(user.data());
  const at = now();
  return {
    mergedAt: new Date(mergedAt).toISOString(),
    activities: mergedActivities,
    streak: streak ? viewStreak(settle(streak, at, program, outages), at, program) : null,
  };
}
