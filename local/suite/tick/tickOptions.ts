import { parseCommandLine } from '../commandLine';
import { DEFAULT_PROJECT } from '../options';
import { UsageError } from '../usageError';

export const usage = `Usage: npm run tick [-- --to INSTANT | --by DURATION] [--tell] [--project ID]

  --to       moves local time to an instant such as 2026-03-29T18:00:00Z
  --by       moves local time forward by 90m, 26h, 2d or 1w
  --tell     prints what happened as a story: by everybody's own clock, with what they were told and what not
  --project  of the suite that was started with it

Without --to and --by, runs the schedules that have fallen due by now.`;

export interface TickOptions {
  readonly projectId: string;
  /** Whether what happens is told as a story. */
  readonly tells: boolean;
  /** The instant to move to, given local time; both in milliseconds since the epoch. */
  readonly target: (now: number) => number;
}

const MINUTE_MS = 60_000;
const UNITS = { m: MINUTE_MS, h: 60 * MINUTE_MS, d: 1440 * MINUTE_MS, w: 7 * 1440 * MINUTE_MS };

/** The options of `npm run tick`. @throws UsageError */
export function parseTickOptions(args: readonly string[]): TickOptions {
  const string = { type: 'string' } as const;
  const tell = { type: 'boolean', default: false } as const;
  const options = { to: string, by: string, project: string, tell };
  const { values } = parseCommandLine({ args: [...args], options });
  const { to, by, project = DEFAULT_PROJECT, tell: tells } = values;
  if (to !== undefined && by !== undefined) throw new UsageError('Give --to or --by, not both.');
  return { projectId: project, tells, target: targetOf(to, by) };
}

function targetOf(to: string | undefined, by: string | undefined): TickOptions['target'] {
  if (by !== undefined) {
    const duration = durationOf(by);
    return (now) => now + duration;
  }
  if (to === undefined) return (now) => now;
  const instant = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(to) ? Date.parse(to) : NaN;
  if (Number.isNaN(instant)) {
    throw new UsageError('--to needs an instant such as 2026-03-29T18:00:00Z.');
  }
  return (now) => {
    if (instant >= now) return instant;
    const local = new Date(now).toISOString();
    throw new UsageError(`Local time is ${local} already, and only moves forward.`);
  };
}

function durationOf(text: string): number {
  const [, count, unit] = /^(\d{1,4})([mhdw])$/.exec(text) ?? [];
  if (count === undefined)
    throw new UsageError('--by needs a duration such as 90m, 26h, 2d or 1w.');
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}
