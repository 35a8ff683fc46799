import { createHash } from 'node:crypto';
import type { DirectStore } from '../../functions/src/platform/directStore';
import { isConflict } from '../../functions/src/platform/statusCode';
import type { Write } from '../../functions/src/platform/write';
import { inParallel } from '../../functions/src/shared/inParallel';
import { userPath } from '../../functions/src/streaks/userPath';
import type { LogRow } from '../replay/logRow';
import { MalformedLogError } from '../replay/readLog';
import { Buckets } from './buckets';
import { type ImportRules, type ImportedUser, importedUser } from './importedUser';
import type { Pace } from './pace';
import { rowsOfFile } from './rowsOfFile';

/** Users that are written at once. */
const LANES = 8;

/** Documents in a commit: a request holds 10 MiB, and an activity about 2 KiB. */
const WRITES_A_COMMIT = 250;

/** Problems that are told, one a line. */
const MAX_PROBLEMS = 20;

/** What an import came to, in numbers of rows, users and documents. */
export interface ImportReport {
  rows: number;
  users: number;
  /** Users who were written by an earlier run of the same import. */
  importedBefore: number;
  /** Users who have a streak of their own already; nothing of theirs was changed. */
  leftAlone: string[];
  activities: number;
  writes: number;
  repeats: number;
  /** Rows that were refused, by reason. */
  refused: Record<string, number>;
}

/** What an import needs from outside. */
export interface ImportDeps extends Omit<ImportRules, 'source'> {
  readonly store: DirectStore;
  readonly pace: Pace;
  readonly dryRun: boolean;
  /** Called with the numbers of rows that are done, and of all. */
  readonly onProgress: (done: number, all: number) => void;
}

/**
 * Loads an activity log into a project as history: users, ledgers and activities as they would be had
 * the log been lived through, but no events. Every row is checked before anything is written. Users
 * who are there already are left alone, so an import that was stopped is gone on with by starting it again.
 *
 * @throws MalformedLogError that lists the malformed rows; nothing was written then
 */
export async function importLog(file: string, deps: ImportDeps): Promise<ImportReport> {
  const buckets = await Buckets.make();
  try {
    const { rows, source } = await sortIn(file, buckets, deps);
    const report = newReport(rows);
    let done = 0;
    await inParallel(buckets.users(), LANES, async ({ uid, rows: ofUser }) => {
      const outcome = await importUser(uid, ofUser, source, deps);
      addTo(report, uid, outcome);
      done += ofUser.length;
      deps.onProgress(done, rows);
    });
    return report;
  } finally {
    await buckets.remove();
  }
}

async function sortIn(
  file: string,
  buckets: Buckets,
  { program }: ImportDeps,
): Promise<{ rows: number; source: string }> {
  const digest = createHash('sha256');
  const problems: string[] = [];
  let rows = 0;
  for await (const row of rowsOfFile(file, program, digest)) {
    rows += 1;
    if (typeof row !== 'string') await buckets.add(row);
    else if (problems.push(row) === MAX_PROBLEMS) break;
  }
  await buckets.close();
  if (problems.length > 0) throw new MalformedLogError(problems);
  return { rows, source: `import-${digest.digest('hex').slice(0, 16)}` };
}

function newReport(rows: number): ImportReport {
  return {
    rows,
    users: 0,
    importedBefore: 0,
    leftAlone: [],
    activities: 0,
    writes: 0,
    repeats: 0,
    refused: {},
  };
}

/** Who was found there already, or what was written of a user. */
type Outcome = 'before' | 'theirs' | ImportedUser;

/** Writes a user: at first the activities, at last, in one commit, the user with the ledger. */
async function importUser(
  uid: string,
  rows: readonly LogRow[],
  source: string,
  deps: ImportDeps,
): Promise<Outcome> {
  const found = await whoIsThere(uid, source, deps);
  if (found !== undefined) return found;
  const user = importedUser(uid, rows, { ...deps, source });
  if (deps.dryRun || user.streak.length === 0) return user;
  for (let from = 0; from < user.activities.length; from += WRITES_A_COMMIT) {
    await commit(user.activities.slice(from, from + WRITES_A_COMMIT).map(overwriting), deps);
  }
  try {
    await commit(user.streak, deps);
    return user;
  } catch (error) {
    if (!isConflict(error)) throw error;
    // There since a moment ago: by this commit, whose answer was lost, or by the user.
    return (await whoIsThere(uid, source, deps)) === 'before' ? user : 'theirs';
  }
}

async function whoIsThere(
  uid: string,
  source: string,
  { store }: ImportDeps,
): Promise<'before' | 'theirs' | undefined> {
  const [known] = await store.get([userPath(uid)]);
  if (!known) return undefined;
  const { imported } = known.data as { imported?: { source?: unknown } };
  return imported?.source === source ? 'before' : 'theirs';
}

async function commit(writes: readonly Write[], { store, pace }: ImportDeps): Promise<void> {
  await pace.take(writes.length);
  await store.commit(writes);
}

/** A stopped import has written some already. */
function overwriting({ path, data }: Write): Write {
  return { path, data };
}

function addTo(report: ImportReport, uid: string, outcome: Outcome): void {
  if (outcome === 'before') {
    report.importedBefore += 1;
  } else if (outcome === 'theirs') {
    report.leftAlone.push(uid);
  } else {
    report.repeats += outcome.repeats;
    for (const reason of outcome.refused) {
      report.refused[reason] = (report.refused[reason] ?? 0) + 1;
    }
    if (outcome.streak.length === 0) return;
    report.users += 1;
    report.activities += outcome.activities.length;
    report.writes += outcome.activities.length + outcome.streak.length;
  }
}
