import { parseCommandLine, wholeNumber, wholeNumbers } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';

export const usage = `Usage: npm run bench -- [--json | --markdown] [--only PART,PART] [--runs N]
                        [--users N,N] [--latency MS,MS] [--calls N]

Maintenance against the design it replaces and against the store's own limit; latency of the
callables; what loading the functions costs.

  --json      print { runs, ratios, callables, coldStart, machine } as JSON
  --markdown  print tables for docs/performance.md
  --only      parts, of maintenance, callables and coldStart; default all
  --runs      measurements of each, of which the median is printed; default 3
  --users     sizes, default 1000,10000,100000; with all users due, and the largest once more with as
              many due as the size before it has
  --latency   milliseconds by which the store holds back each answer, default 0,20
  --calls     calls of each callable; default 200`;

const parts = ['maintenance', 'callables', 'coldStart'] as const;

type Part = (typeof parts)[number];

/** What to measure, and how to print it. */
export interface Options {
  readonly format: 'text' | 'json' | 'markdown';
  readonly only: readonly Part[];
  readonly runs: number;
  readonly users: readonly number[];
  readonly latency: readonly number[];
  readonly calls: number;
}

/** The command line's options. @throws UsageError */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseCommandLine({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      only: { type: 'string', default: parts.join(',') },
      runs: { type: 'string', default: '3' },
      users: { type: 'string', default: '1000,10000,100000' },
      latency: { type: 'string', default: '0,20' },
      calls: { type: 'string', default: '200' },
    },
  });
  const only = parts.filter((part) => values.only.split(',').includes(part));
  if (only.length !== values.only.split(',').length) {
    throw new UsageError(`--only takes ${parts.join(', ')}.`);
  }
  return {
    format: values.json ? 'json' : values.markdown ? 'markdown' : 'text',
    only,
    runs: wholeNumber('--runs', values.runs),
    users: wholeNumbers('--users', values.users),
    latency: wholeNumbers('--latency', values.latency, 0),
    calls: wholeNumber('--calls', values.calls),
  };
}
