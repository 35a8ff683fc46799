import type { Firestore, Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { userPath } from '../../functions/src/contracts/ids';
import { countedIn } from '../../functions/src/documents/life';
import type { Tally } from '../../functions/src/engine/tally';
import { UnmergeableUser } from '../../functions/src/engine/unmergeableUser';
import type { CachedOutages } from '../../functions/src/features/outages/cachedOutages';
import type { DirectStore } from '../../functions/src/platform/bulkStore';
import { isConflict } from '../../functions/src/platform/statusCode';
import type { Write } from '../../functions/src/platform/write';
import type { ReadRow } from '../replay/readLog';
import { type MergedUser, mergedUser } from './mergedUser';
import type { Pace } from './pace';
import type { ImportRules } from './reliveUser';
import { type ImportMark, importMark, isDone, readStored, type StoredUser } from './storedUser';

/** Documents in a commit: a request holds 10 MiB, and an activity about 2 KiB. */
const WRITES_A_COMMIT = 250;

/** How often a commit is tried again because the user changed meanwhile. */
const MAX_CONFLICTS = 10;

/** How a user stands, before or after. */
export type Standing = Pick<Tally, 'current' | 'longest' | 'xp' | 'freezes'>;

/**
 * What became of a user, or would.
 * - `new`: of whom nothing was known.
 * - `merged`: who was there; all of theirs is kept, and the rows are part of their history.
 * - `unchanged`: whose rows are all there already.
 * - `refused`: nothing is written, for the reason. Where it is `no-row-counts`, `rows` says why.
 */
export interface Outcome {
  readonly kind: 'new' | 'merged' | 'unchanged' | 'refused';
  readonly reason?: string;
  /** Activities that are added. */
  readonly activities: number;
  /** Documents. */
  readonly writes: number;
  readonly duplicates: readonly number[];
  readonly refused: MergedUser['refused'];
  readonly before: Standing | undefined;
  readonly after: Standing | undefined;
}

/** What the import of a user needs from outside. */
export interface UserDeps extends Pick<ImportRules, 'program' | 'source'> {
  readonly db: Firestore;
  readonly store: DirectStore;
  readonly pace: Pace;
  readonly outages: CachedOutages;
  readonly now: () => number;
  readonly dryRun: boolean;
}

/** What is to be written of a user: the first commit, and the activities that follow it. */
interface Plan {
  readonly outcome: Outcome;
  readonly first: readonly Write[];
  readonly rest: readonly Write[];
  /** Names the plan in the user document, beside the log. */
  readonly at: number;
}

/**
 * Writes a user: the streak with the ledger and the latest activities in one commit, then the others. So
 * there is never an activity without a streak that counts it, and whatever the user does meanwhile goes
 * on from their history, or is merged with it. The latest come first because only those can be sent again
 * by a device. Every commit is refused if the user document has changed since it was read; then it is
 * read again.
 */
export async function importUser(
  uid: string,
  rows: readonly ReadRow[],
  deps: UserDeps,
): Promise<Outcome> {
  for (let conflicts = 0; ;) {
    const { plan, version } = await planFor(uid, rows, deps);
    if (deps.dryRun || plan.first.length === 0) return plan.outcome;
    try {
      const mark = { source: deps.source, at: plan.at, left: plan.rest.length };
      await commit(marked(uid, plan.first, mark, version), deps);
    } catch (error) {
      conflicts += 1;
      const isOurs = isConflict(error) && (await isBegun(uid, plan, deps)); // the answer was lost
      if (!isConflict(error) || (!isOurs && conflicts === MAX_CONFLICTS)) throw error;
      if (!isOurs) continue;
    }
    const isWhole = await writeRest(uid, plan, deps);
    return isWhole ? plan.outcome : refused('changed-meanwhile', plan.outcome);
  }
}

async function planFor(uid: string, rows: readonly ReadRow[], deps: UserDeps) {
  const at = deps.now();
  try {
    const stored = await readStored(deps.db, uid, deps.source);
    return { plan: await plannedWith(uid, rows, at, stored, deps), version: stored?.version };
  } catch (error) {
    if (!(error instanceof z.ZodError) && !(error instanceof UnmergeableUser)) throw error;
    const reason = error instanceof UnmergeableUser ? error.reason : 'malformed-document';
    return { plan: { outcome: refused(reason), first: [], rest: [], at }, version: undefined };
  }
}

async function plannedWith(
  uid: string,
  rows: readonly ReadRow[],
  at: number,
  stored: StoredUser | undefined,
  { program, source, outages }: UserDeps,
): Promise<Plan> {
  if (stored && isDone(stored.imported, source)) {
    const outcome = { ...nothing, kind: 'unchanged', reason: 'imported-before' } as const;
    return { outcome, first: [], rest: [], at };
  }
  if (stored) checkWhole(stored, source);
  const user = await outages.use((list) =>
    Promise.resolve(mergedUser(uid, rows, { program, source, now: at, outages: list }, stored)),
  );
  const first = user.added.slice(0, WRITES_A_COMMIT);
  const rest = user.added.slice(WRITES_A_COMMIT);
  return { outcome: outcomeOf(user, stored), first: [...user.streak, ...first], rest, at };
}

/** @throws UnmergeableUser when the streak counts other activities than there are */
function checkWhole(stored: StoredUser, source: string): void {
  const { imported, activities } = stored;
  const left = imported?.left ?? 0;
  if (left > 0 && imported?.source !== source) {
    throw new UnmergeableUser('another-import-unfinished');
  }
  if (countedIn(stored) !== activities.length + left) throw new UnmergeableUser('streak-drifted');
}

function outcomeOf(
  { added, streak, before, after, refused, duplicates }: MergedUser,
  stored: StoredUser | undefined,
): Outcome {
  const writes = added.length + streak.length;
  const common = { activities: added.length, writes, duplicates, refused, before, after };
  if (added.length > 0) return { ...common, kind: stored ? 'merged' : 'new' };
  if (duplicates.length > 0) return { ...common, kind: 'unchanged' };
  return { ...common, kind: 'refused', reason: 'no-row-counts' };
}

const nothing = {
  ...{ activities: 0, writes: 0, duplicates: [], refused: [], before: undefined, after: undefined },
} as const;

function refused(reason: string, outcome: Omit<Outcome, 'kind'> = nothing): Outcome {
  return { ...outcome, kind: 'refused', reason };
}

/**
 * Writes the activities of a plan whose first commit has been made.
 *
 * @returns whether all are there; not when the user has been erased meanwhile, or written by another import
 */
async function writeRest(uid: string, plan: Plan, deps: UserDeps): Promise<boolean> {
  let conflicts = 0;
  for (let left = plan.rest.length; left > 0;) {
    const user = await markOf(uid, deps);
    if (!user || !isOf(plan, user.mark, deps)) return false;
    ({ left } = user.mark);
    if (left === 0) return true;
    const next = plan.rest.slice(-left).slice(0, WRITES_A_COMMIT);
    const mark = { ...user.mark, left: left - next.length };
    try {
      const writes = conflicts > 0 ? await withoutKnown(next, deps) : next;
      await commit(marked(uid, writes, mark, user.version), deps);
      ({ left } = mark);
    } catch (error) {
      conflicts += 1;
      if (!isConflict(error) || conflicts === MAX_CONFLICTS) throw error;
      // Changed by the user, or by a commit of ours whose answer was lost.
    }
  }
  return true;
}

async function isBegun(uid: string, plan: Plan, deps: UserDeps): Promise<boolean> {
  return isOf(plan, (await markOf(uid, deps))?.mark, deps);
}

function isOf(plan: Plan, mark: ImportMark | undefined, { source }: UserDeps): boolean {
  return mark?.source === source && mark.at === plan.at;
}

async function markOf(
  uid: string,
  { store }: UserDeps,
): Promise<{ mark: ImportMark; version: Timestamp } | undefined> {
  const [user] = await store.get([userPath(uid)]);
  const mark = importMark.safeParse(user?.data['imported']).data;
  return user && mark && { mark, version: user.updateTime };
}

/** The writes of a commit, with the mark of the import on the user, who must be as they were read. */
function marked(
  uid: string,
  writes: readonly Write[],
  mark: ImportMark,
  version: Timestamp | undefined,
): Write[] {
  const path = userPath(uid);
  const user = writes.find((write) => write.path === path) ?? { path, data: {}, fields: [] };
  const data = { ...user.data, imported: z.encode(importMark, mark) };
  const fields = [...(user.fields ?? []), ['imported']];
  return [
    { path, data, fields, precondition: version ?? 'absent' },
    ...writes.filter((write) => write.path !== path),
  ];
}

/** Writes without those of activities that are there already. */
async function withoutKnown(writes: readonly Write[], { store }: UserDeps): Promise<Write[]> {
  const known = await store.get(writes.map(({ path }) => path));
  const paths = new Set(known.map(({ path }) => path));
  return writes.filter(({ path }) => !paths.has(path));
}

async function commit(writes: readonly Write[], { store, pace }: UserDeps): Promise<void> {
  await pace.take(writes.length);
  await store.commit(writes);
}
