import type { Timestamp } from 'firebase-admin/firestore';
import { z } from 'zod';
import { instant } from '../../functions/src/platform/instant';
import { isConflict } from '../../functions/src/platform/statusCode';
import type { Write } from '../../functions/src/platform/write';
import { readStreak } from '../../functions/src/streaks/documents';
import type { StreakState } from '../../functions/src/streaks/streakState';
import { userPath } from '../../functions/src/streaks/userPath';
import type { LogRow } from '../replay/logRow';
import type { ImportDeps } from './importLog';
import { type ImportRules, type ImportedUser, importedUser } from './importedUser';

/** Documents in a commit: a request holds 10 MiB, and an activity about 2 KiB. */
const WRITES_A_COMMIT = 250;

/** How often a commit is tried again because the user changed meanwhile. */
const MAX_CONFLICTS = 10;

/**
 * What became of a user, or would.
 * - `written`: of whom nothing was known.
 * - `joined`: who had set something already, which was kept.
 * - `continued`: whose activities were not all there after an import that was stopped.
 * - `nothing`: of whom no row counts.
 * - `before`: whom this import has written before. `theirs`: who has a streak of their own.
 */
export type Outcome =
  | { readonly kind: 'before' }
  | { readonly kind: 'theirs' }
  | {
      readonly kind: 'written' | 'joined' | 'continued' | 'nothing';
      readonly activities: number;
      /** Documents. */
      readonly writes: number;
      readonly refused: ImportedUser['refused'];
      readonly repeats: number;
    };

type UserDeps = Pick<ImportDeps, 'store' | 'pace' | 'dryRun'> & ImportRules;

/** What the user document says of an import: which, when, and how many activities are still to be written. */
const mark = z.object({ source: z.string(), at: instant, left: z.int().min(0).default(0) });

/** How a user stands before a commit. */
type Before =
  | { readonly is: 'unknown' | 'theirs' | 'before' }
  | { readonly is: 'begun'; readonly streak: StreakState | undefined; readonly version: Timestamp }
  | {
      readonly is: 'unfinished';
      readonly at: number;
      readonly left: number;
      readonly version: Timestamp;
    };

/** A commit of an import, and what the whole of it comes to. */
interface Step {
  readonly outcome: Extract<Outcome, { activities: number }>;
  readonly writes: readonly Write[];
  /** Activities that are still to be written after it. */
  readonly left: number;
}

/**
 * Writes a user: the streak with the ledger and the latest activities in one commit, then the others. So
 * there is never an activity without a streak that counts it, and whatever the user does meanwhile goes
 * on from their history, or is there first and stays. The latest come first because only those can be
 * sent again by a device. Every commit is refused if the user document has changed since it was read;
 * then it is read again.
 */
export async function importUser(
  uid: string,
  rows: readonly LogRow[],
  deps: UserDeps,
): Promise<Outcome> {
  let outcome: Outcome | undefined;
  let conflicts = 0;
  for (;;) {
    const before = await lookAt(uid, deps);
    if (before.is === 'theirs') return { kind: 'theirs' };
    if (before.is === 'before') return outcome ?? { kind: 'before' };
    const isFirst = before.is !== 'unfinished';
    const step = isFirst ? firstStep(uid, rows, before, deps) : nextStep(uid, rows, before, deps);
    if (isFirst || !outcome) outcome = step.outcome;
    if (deps.dryRun || step.writes.length === 0) return outcome;
    try {
      await commit(conflicts > 0 ? await withoutKnown(step.writes, deps) : step.writes, deps);
      if (step.left === 0) return outcome;
    } catch (error) {
      conflicts += 1;
      if (!isConflict(error) || conflicts === MAX_CONFLICTS) throw error;
      // Changed by the user, or by a commit of ours whose answer was lost.
    }
  }
}

async function lookAt(uid: string, { store, source }: UserDeps): Promise<Before> {
  const [known] = await store.get([userPath(uid)]);
  if (!known) return { is: 'unknown' };
  const { data, updateTime: version } = known;
  const imported = mark.safeParse(data['imported']).data;
  if (imported?.source === source) {
    return imported.left === 0 ? { is: 'before' } : { is: 'unfinished', ...imported, version };
  }
  try {
    const streak = readStreak(data);
    return streak && hasLived(streak) ? { is: 'theirs' } : { is: 'begun', streak, version };
  } catch (error) {
    if (error instanceof z.ZodError) return { is: 'theirs' }; // a streak, whatever is wrong with it
    throw error;
  }
}

/** Whether anything was done, or given, that an import would take away. */
function hasLived({ checkpoint, recent }: StreakState): boolean {
  if (checkpoint.activities > 0 || checkpoint.freezes > 0) return true;
  return Object.values(recent).some(
    ({ count, freezesGiven }) => count > 0 || freezesGiven !== undefined,
  );
}

function firstStep(
  uid: string,
  rows: readonly LogRow[],
  before: Extract<Before, { is: 'unknown' | 'theirs' | 'before' } | { is: 'begun' }>,
  deps: UserDeps,
): Step {
  const begun = before.is === 'begun' ? before : undefined;
  const user = importedUser(uid, rows, deps, begun?.streak);
  const { activities, streak } = user;
  const kind = streak.length === 0 ? 'nothing' : begun ? 'joined' : 'written';
  const next = activities.slice(0, WRITES_A_COMMIT);
  const left = activities.length - next.length;
  const history = streak.map((write) =>
    write.path === userPath(uid)
      ? marked(write, { source: deps.source, at: deps.now, left }, begun?.version ?? 'absent')
      : write,
  );
  return {
    outcome: outcomeOf(kind, user, activities.length, activities.length + streak.length),
    // Activities without a streak are of an import that was stopped, by a version which wrote them first.
    writes: [...history, ...next.map(({ path, data }) => ({ path, data }))],
    left,
  };
}

function nextStep(
  uid: string,
  rows: readonly LogRow[],
  { at, left, version }: Extract<Before, { is: 'unfinished' }>,
  deps: UserDeps,
): Step {
  const user = importedUser(uid, rows, { ...deps, now: at });
  const next = user.activities.slice(-left).slice(0, WRITES_A_COMMIT);
  const imported = { source: deps.source, at, left: left - next.length };
  const note = marked({ path: userPath(uid), data: {}, fields: [] }, imported, version);
  return {
    outcome: outcomeOf('continued', user, left, left),
    writes: [note, ...next],
    left: imported.left,
  };
}

function marked(
  { path, data, fields = [] }: Write,
  imported: z.output<typeof mark>,
  precondition: 'absent' | Timestamp,
): Write {
  return {
    path,
    data: { ...data, imported: z.encode(mark, imported) },
    fields: [...fields, ['imported']],
    precondition,
  };
}

function outcomeOf(
  kind: Step['outcome']['kind'],
  { refused, repeats }: ImportedUser,
  activities: number,
  writes: number,
): Step['outcome'] {
  return { kind, activities, writes, refused, repeats };
}

/** Writes without those of activities that are there already. */
async function withoutKnown(writes: readonly Write[], { store }: UserDeps): Promise<Write[]> {
  const isNew = ({ path, precondition }: Write) =>
    precondition === 'absent' && path.includes('/activities/');
  const known = await store.get(writes.filter(isNew).map(({ path }) => path));
  const paths = new Set(known.map(({ path }) => path));
  return writes.filter(({ path }) => !paths.has(path));
}

async function commit(writes: readonly Write[], { store, pace }: UserDeps): Promise<void> {
  await pace.take(writes.length);
  await store.commit(writes);
}
