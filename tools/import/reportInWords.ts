import type { ImportReport } from './importLog';
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
  const wouldBe = dryRun ? 'would be written' : 'written';
  const others = leftAlone.length > MAX_NAMED ? ` and ${leftAlone.length - MAX_NAMED} more` : '';
  const lines = [
    `${rows} rows read.`,
    `${users} users with ${activities} activities ${wouldBe}: ${writes} documents.`,
    dryRun && `At ${rate} writes a second to start with, that takes about ${minutes} min.`,
    importedBefore > 0 && `${importedBefore} users are there from an earlier run of this import.`,
    leftAlone.length > 0 &&
      `${leftAlone.length} users have a streak of their own and are left alone: ${leftAlone.slice(0, MAX_NAMED).join(', ')}${others}`,
    repeats > 0 && `${repeats} rows repeat an activity.`,
    ...Object.entries(refused).map(([reason, count]) => `${count} rows refused: ${reason}`),
  ];
  return lines.filter((line) => line !== false).join('\n');
}
