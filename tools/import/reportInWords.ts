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
  const { rows, users, refusedUsers, activities, writes, duplicates, refusedRows } = report;
  const minutes = Math.ceil(secondsFor(writes, rate) / 60);
  const [are, get, keep] = dryRun
    ? ['would be', 'would get', 'would keep']
    : ['were', 'got', 'kept'];
  const named = refusedUsers.slice(0, MAX_NAMED).map(({ uid, reason }) => `  ${uid}: ${reason}`);
  const others = refusedUsers.length - named.length;
  const lines = [
    `${rows} rows read.`,
    `${activities} activities ${are} added: ${writes} documents.`,
    `${users.new} new users ${get} a history.`,
    users.merged > 0 &&
      `${users.merged} users who are there ${get} the rows as part of theirs, and ${keep} all that they have done and set.`,
    users.unchanged > 0 && `${users.unchanged} users have everything already; nothing changes.`,
    dryRun && `At ${rate} writes a second to start with, that takes about ${minutes} min.`,
    duplicates > 0 && `${duplicates} rows repeat an activity that is there.`,
    ...Object.entries(refusedRows).map(([reason, count]) => `${count} rows refused: ${reason}`),
    users.refused > 0 && `${users.refused} users refused; nothing of theirs changes:`,
    ...named,
    others > 0 && `  … and ${others} more (--report names them all)`,
  ];
  return lines.filter((line) => line !== false).join('\n');
}

const columns = {
  user: (uid) => uid,
  outcome: (_, { kind }) => kind,
  reason: (_, { reason }) => reason ?? '',
  activities: (_, { activities }) => String(activities),
  current: (_, outcome) => change(outcome, 'current'),
  longest: (_, outcome) => change(outcome, 'longest'),
  xp: (_, outcome) => change(outcome, 'xp'),
  freezes: (_, outcome) => change(outcome, 'freezes'),
  duplicateLines: (_, { duplicates }) => duplicates.join(' '),
  refusedLines: (_, { refused }) =>
    refused.map(({ line, reason }) => `${line}:${reason}`).join(' '),
} satisfies Readonly<Record<string, (uid: string, outcome: Outcome) => string>>;

/** The first line of a report of every user. */
export const REPORT_HEADER = `${Object.keys(columns).join('\t')}\n`;

/** What became of a user, as a line of that report. */
export function reportLine(uid: string, outcome: Outcome): string {
  return `${Object.values(columns)
    .map((cell) => cell(uid, outcome))
    .join('\t')}\n`;
}

/** A figure before and after, such as `2>40`; of a new user only the latter. */
function change({ before, after }: Outcome, figure: 'current' | 'longest' | 'xp' | 'freezes') {
  return [before, after].flatMap((standing) => standing?.[figure] ?? []).join('>');
}
