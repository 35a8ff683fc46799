import { inParallel } from '../../functions/src/platform/concurrency';
import { importUser, type Outcome, type UserDeps } from './importUser';
import type { SortedLog } from './sortedLog';

/** Users that are written at once. */
const LANES = 8;

/** What an import came to, in numbers of rows, users and documents. */
export interface ImportReport {
  rows: number;
  /** Users by what became of them, or would. */
  users: Record<Outcome['kind'], number>;
  /** Users who were refused, with the reason. */
  refusedUsers: { readonly uid: string; readonly reason: string }[];
  activities: number;
  writes: number;
  /** Rows whose activity was there already. */
  duplicates: number;
  /** Rows that were refused, by reason; the first of each with their lines. */
  refusedRows: Record<string, number>;
}

/** What an import needs from outside. */
export interface ImportDeps extends Omit<UserDeps, 'source'> {
  /** Called with the numbers of rows that are done, and of all. */
  readonly onProgress: (done: number, all: number) => void;
  /** Called with what became of each user, or would. */
  readonly onUser?: (uid: string, outcome: Outcome) => void;
}

/**
 * Loads an activity log into a project as history: users, ledgers and activities as they would be had
 * each row been logged when it was delivered, but no events. Whoever is there already keeps all that
 * they have done and set. What is there is not written again, so an import that was stopped is gone on
 * with by starting it again.
 */
export async function importLog(log: SortedLog, deps: ImportDeps): Promise<ImportReport> {
  const report: ImportReport = {
    ...{ rows: log.rows, users: { new: 0, merged: 0, unchanged: 0, refused: 0 } },
    ...{ refusedUsers: [], activities: 0, writes: 0, duplicates: 0, refusedRows: {} },
  };
  let done = 0;
  await inParallel(log.users(), LANES, async ({ uid, rows }) => {
    const outcome = await importUser(uid, rows, { ...deps, source: log.source });
    addTo(report, uid, outcome);
    deps.onUser?.(uid, outcome);
    done += rows.length;
    deps.onProgress(done, log.rows);
  });
  return report;
}

function addTo(report: ImportReport, uid: string, outcome: Outcome): void {
  const { kind, reason, activities, writes, duplicates, refused } = outcome;
  report.users[kind] += 1;
  if (kind === 'refused') report.refusedUsers.push({ uid, reason: reason ?? '' });
  else report.activities += activities;
  if (kind !== 'refused') report.writes += writes;
  report.duplicates += duplicates.length;
  for (const row of refused) {
    report.refusedRows[row.reason] = (report.refusedRows[row.reason] ?? 0) + 1;
  }
}
