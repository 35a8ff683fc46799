import { parseCommandLine } from '../../local/suite/commandLine';
import { DEFAULT_PROJECT } from '../../local/suite/options';
import { UsageError } from '../../local/suite/usageError';

export const usage = `Usage: npm run tool -- convert FILE [--project ID] [--time-zone ZONE] [--users FILE] [--report FILE] [--database ID]

Reads the collections user_stats, user_activities and streak_history of the replaced service, writes an activity log,
and says what could not be carried over. Changes nothing in the project.

  FILE         the log to write, for npm run import; ends in .jsonl or .jsonl.gz
  --project    whose Firestore holds the collections (default: the local suite that runs)
  --time-zone  where users live (default: UTC, by which the old service judged everybody)
  --users      TSV with a header: id (in the old service) and uid (in Firebase Auth), timeZone, or both
  --database   in which database they are (default: (default), whichever Firestreak uses)
  --report     writes the whole report as JSON, every difference included`;

export interface ConvertOptions {
  readonly file: string;
  readonly projectId: string;
  readonly timeZone: string;
  readonly users: string | undefined;
  readonly report: string | undefined;
  /** Id of the database that holds the collections. */
  readonly database: string;
}

/** The command line's options. @throws UsageError */
export function parseOptions(args: readonly string[]): ConvertOptions {
  const string = { type: 'string' } as const;
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      project: string,
      'time-zone': string,
      users: string,
      report: string,
      database: string,
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0 || !/\.jsonl(\.gz)?$/.test(file)) {
    throw new UsageError('Name one log to write, such as history.jsonl.gz.');
  }
  const { project = DEFAULT_PROJECT, 'time-zone': timeZone = 'UTC', users, report } = values;
  const { database = '(default)' } = values;
  return { file, projectId: project, timeZone, users, report, database };
}
