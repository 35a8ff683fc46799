import { parseCommandLine, wholeNumber } from '../../local/suite/commandLine';
import { DEFAULT_PROJECT } from '../../local/suite/options';
import { UsageError } from '../../local/suite/usageError';
import { FIRST_RATE } from './pace';

export const usage = `Usage: npm run import -- FILE [--project ID] [--database ID] [--dry-run] [--report FILE] [--rate N]

  FILE       activity log: TSV with a header, or JSON Lines (.jsonl); may be gzipped (.gz)
             user, timeZone, occurredAt, type [, activityId, quantity, deliveredAt]
  --project  where to (default: the local suite that runs)
  --database  of Firestreak there (default: FIRESTORE_DATABASE_ID in functions/.env, else firestreak)
  --dry-run  reads and judges everything, says what would happen to whom, and writes nothing
  --report   writes what becomes of each user to this file (TSV); with --dry-run, what would
  --rate     writes a second to start with (default 500); half as many more every 5 minutes

Users who are there already keep all that they have done; the rows become part of their history as if
each had been logged when it was delivered. The same command goes on where it was stopped.`;

export interface ImportOptions {
  readonly file: string;
  readonly projectId: string;
  /** Another database than that of the project's functions. */
  readonly database: string | undefined;
  readonly dryRun: boolean;
  /** Where to write what becomes of each user. */
  readonly report: string | undefined;
  /** Writes a second to start with. */
  readonly rate: number;
}

/** The command line's options. @throws UsageError */
export function parseOptions(args: readonly string[]): ImportOptions {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      project: { type: 'string' },
      database: { type: 'string' },
      rate: { type: 'string' },
      report: { type: 'string' },
      'dry-run': { type: 'boolean' },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    throw new UsageError('Name one activity log.');
  }
  const rate = values.rate === undefined ? FIRST_RATE : wholeNumber('--rate', values.rate);
  const projectId = values.project ?? DEFAULT_PROJECT;
  const { 'dry-run': dryRun = false, report, database } = values;
  return { file, projectId, database, dryRun, rate, report };
}
