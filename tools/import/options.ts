import { parseCommandLine } from '../../local/suite/commandLine';
import { DEFAULT_PROJECT } from '../../local/suite/options';
import { UsageError } from '../../local/suite/usageError';

export const usage = `Usage: npm run import -- FILE [--project ID] [--dry-run] [--rate N]

  FILE       activity log: TSV with a header, or JSON Lines (.jsonl); may be gzipped (.gz)
             user, timeZone, occurredAt, type [, activityId, quantity, deliveredAt]
  --project  where to (default: the local suite that runs)
  --dry-run  reads and judges everything, says what would be written, and writes nothing
  --rate     writes a second to start with (default 500); half as many more every 5 minutes

Users who are there already are left alone, so the same command goes on where it was stopped.`;

export interface ImportOptions {
  readonly file: string;
  readonly projectId: string;
  readonly dryRun: boolean;
  /** Writes a second to start with. */
  readonly rate: number;
}

/** Where Firestore's documentation advises to start with new collections. */
const FIRST_RATE = 500;

/** The command line's options. @throws UsageError */
export function parseOptions(args: readonly string[]): ImportOptions {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      project: { type: 'string' },
      rate: { type: 'string' },
      'dry-run': { type: 'boolean' },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    throw new UsageError('Name one activity log.');
  }
  const rate = Number(values.rate ?? FIRST_RATE);
  if (!Number.isInteger(rate) || rate < 1) {
    throw new UsageError('--rate needs a whole number of writes a second, such as 500.');
  }
  const projectId = values.project ?? DEFAULT_PROJECT;
  return { file, projectId, dryRun: values['dry-run'] ?? false, rate };
}
