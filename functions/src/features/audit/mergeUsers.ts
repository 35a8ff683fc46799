import type { Firestore, QueryDocumentSnapshot, Transaction } from 'firebase-admin/firestore';
import { FirestreakError } from '../../contracts/errors';
import { userPath } from '../../contracts/ids';
import type { MergeUsersRequest, MergeUsersResponse } from '../../contracts/operators';
import { isParticipation } from '../../documents/challenge';
import type { StreakDeps } from '../../documents/load';
import { publishedFrom } from '../../documents/outbox';
import { assertNotMerged, type Merge, readMerge } from '../../documents/merged';
import { storedStreak } from '../../documents/user';
import { settle } from '../../engine/settle';
import { viewStreak } from '../../engine/streakView';
import { errorFactsOf } from '../../platform/errorFacts';
import { log } from '../../platform/log';
import type { Caller } from '../../platform/request';
import { runTransaction } from '../../platform/write';
import { type ErasureDeps, taskOf } from '../account/erasure';
import { type MergePlan, planMerge } from './planMerge';
import { writeMerge } from './writeMerge';
import { makingSense, unknownUser } from './repairStreak';

/** What merging needs from outside. */
export interface MergeDeps extends StreakDeps, Pick<ErasureDeps, 'erase' | 'lookAgain'> {}

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
    const plan = await planMerge(deps, request);
    merged = plan && (await commit(deps, plan, correlationId));
    if (merged)
      log.info('users_merged', context, { admin, from, activities: merged.mergedActivities });
    else merged = await mergedBefore(db, request);
  }
  // What is left of this, or fails, is finished by the task.
  const upTo = (await db.doc(userPath(from)).get()).readTime.toMillis();
  await deps.erase({ uid: from, upTo, correlationId }).catch((error: unknown) => {
    const errors = errorFactsOf(error);
    log.warn('erasure_incomplete', { ...context, userId: from }, { errors });
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
    const origin = publishedFrom(deps.publishes, users[1]?.data());
    const context = { now: plan.now, program: deps.program, correlationId, ...origin };
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
