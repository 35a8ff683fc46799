import type { ImportReport } from './importLog';
import type { Outcome } from './importUser';
import { secondsFor } from './pace';

/** Users that are named; the others are counted. */
const MAX_NAMED = 20;

/** What an import came to, for a person. @param rate writes a second to start with */
export function reportInWords(
  report: ImportReport,
  { dryRun, rate }: { readonly dryRun: boolean; readonly rate: number },
): string {
  const { rows, users, activities, writes, importedBefore, leftAlone, repeats, refused } = report;
  const minutes = Math.ceil(secondsFor(writes, rate) / 60);
  const [wouldBe, keep] = dryRun ? ['would be written', 'would keep'] : ['written', 'keep'];
  const others =
    leftAlone.length > MAX_NAMED
      ? ` and ${leftAlone.length - MAX_NAMED} more (--report names them all)`
      : '';
  const lines = [
    `${rows} rows read.`,
    `${users} users with ${activities} activities ${wouldBe}: ${writes} documents.`,
    report.joined > 0 &&
      `${report.joined} of them ${keep} what they have set: preferences, profile, plans and zone.`,
    dryRun && `At ${rate} writes a second to start with, that takes about ${minutes} min.`,
    importedBefore > 0 && `${importedBefore} users are there from an earlier run of this import.`,
    leftAlone.length > 0 &&
      `${leftAlone.length} users have a streak of their own and are left alone: ${leftAlone.slice(0, MAX_NAMED).join(', ')}${others}`,
    report.nothingCounts > 0 && `${report.nothingCounts} users have no row that counts.`,
    repeats > 0 && `${repeats} rows repeat an activity.`,
    ...Object.entries(refused).map(([reason, count]) => `${count} rows refused: ${reason}`),
  ];
  return lines.filter((line) => line !== false).join('\n');
}

/** The first line of a report of every user. */
export const REPORT_HEADER = 'user\toutcome\tactivities\trefused\n';

/** What became of a user, as a line of that report. */
export function reportLine(uid: string, outcome: Outcome): string {
  const counts = 'activities' in outcome ? [outcome.activities, outcome.refused.length] : [0, 0];
  return `${[uid, outcome.kind, ...counts].join('\t')}\n`;
}
