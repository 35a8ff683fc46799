import type { DirectStore } from '../../functions/src/platform/directStore';
import type { Program } from '../../functions/src/shared/programSchema';
import { inParallel } from '../../functions/src/shared/inParallel';
import type { OutageList } from '../../functions/src/outages/outage';
import type { Pace } from './pace';
import type { SortedLog } from './sortedLog';
import { type Outcome, importUser } from './importUser';

/** Users that are written at once. */
const LANES = 8;

/** What an import came to, in numbers of rows, users and documents. */
export interface ImportReport {
  rows: number;
  users: number;
  /** Those of them who had set something themselves, which was kept: a zone, preferences and the like. */
  joined: number;
  /** Users who were written by an earlier run of the same import. */
  importedBefore: number;
  /** Users who have a streak of their own already; nothing of theirs was changed. */
  leftAlone: string[];
  /** Users of whom no row counts, for the reasons in `refused`. */
  nothingCounts: number;
  activities: number;
  writes: number;
  repeats: number;
  /** Rows that were refused, by reason. */
  refused: Record<string, number>;
}

/** What an import needs from outside. */
export interface ImportDeps {
  readonly program: Program;
  readonly outages: OutageList;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly store: DirectStore;
  readonly pace: Pace;
  readonly dryRun: boolean;
  /** Called with the numbers of rows that are done, and of all. */
  readonly onProgress: (done: number, all: number) => void;
  /** Called with what became of each user, or would. */
  readonly onUser?: (uid: string, outcome: Outcome) => void;
}

/**
 * Loads an activity log into a project as history: users, ledgers and activities as they would be had
 * the log been lived through, but no events. Whoever has a streak is left alone, so an import that was
 * stopped is gone on with by starting it again.
 */
export async function importLog(log: SortedLog, deps: ImportDeps): Promise<ImportReport> {
  const report: ImportReport = {
    ...{ rows: log.rows, users: 0, joined: 0, importedBefore: 0, leftAlone: [], nothingCounts: 0 },
    ...{ activities: 0, writes: 0, repeats: 0, refused: {} },
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
  if (outcome.kind === 'before') {
    report.importedBefore += 1;
  } else if (outcome.kind === 'theirs') {
    report.leftAlone.push(uid);
  } else {
    report.repeats += outcome.repeats;
    for (const reason of outcome.refused) {
      report.refused[reason] = (report.refused[reason] ?? 0) + 1;
    }
    report.activities += outcome.activities;
    report.writes += outcome.writes;
    if (outcome.kind === 'nothing') report.nothingCounts += 1;
    else report.users += 1;
    if (outcome.kind === 'joined') report.joined += 1;
  }
}
