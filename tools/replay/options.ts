import { givenInstant } from '../../functions/src/contracts/timeRange';
import { parseCommandLine } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';

export const usage = `Usage: npm run replay -- FILE --until INSTANT [--out FILE] [--program FILE]

  FILE       activity log: TSV with a header, or JSON Lines (.jsonl); may be gzipped (.gz)
             columns: user, timeZone, occurredAt, type [, activityId, quantity, deliveredAt]
  --until    replay up to this instant, such as 2026-11-03T12:00:00Z; what has occurred by then and
             is delivered later is delivered then
  --out      write every user's final state to this file, as JSON
  --program  replay under the rules in this JSON file, or of this preset (fitness, languageCourse,
             lawStudy), too, and print what would have differed`;

export interface ReplayOptions {
  readonly file: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly out: string | undefined;
  readonly program: string | undefined;
}

/** The command line's options. @throws UsageError */
export function parseOptions(args: readonly string[]): ReplayOptions {
  const string = { type: 'string' } as const;
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: { until: string, out: string, program: string },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError('Name one activity log.');
  const until = values.until ?? '';
  if (!givenInstant.safeParse(until).success) {
    throw new UsageError(
      '--until needs an instant such as 2026-11-03T12:00:00Z, from 1970 to 2999.',
    );
  }
  return { file, until: Date.parse(until), out: values.out, program: values.program };
}
