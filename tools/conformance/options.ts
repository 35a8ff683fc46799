import { resolve } from 'node:path';
import { parseCommandLine } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';
import { serverNames } from './servers';
import type { ServerName } from './servers';
import { suites } from './suites';
import type { SuiteName } from './suites';

export const usage = `Usage: npm run tool -- conformance --suite rust|node --checkout DIR [--against embedded|official]

  --suite     which public test suite to run: ${Object.values(suites)
    .map(({ repository }) => repository)
    .join(' or ')}
  --checkout  where its repository lies, with its dependencies installed (see docs/conformance.md)
  --against   the server to test; both, and a comparison, when left out`;

export interface ConformanceOptions {
  readonly suite: SuiteName;
  /** An absolute path. */
  readonly checkout: string;
  readonly servers: readonly ServerName[];
}

/** The command line's options. @throws UsageError */
export function parseOptions(args: readonly string[]): ConformanceOptions {
  const string = { type: 'string' } as const;
  const options = { suite: string, checkout: string, against: string };
  const { suite, checkout, against } = parseCommandLine({ args: [...args], options }).values;
  const name = (Object.keys(suites) as SuiteName[]).find((each) => each === suite);
  if (!name) throw new UsageError('--suite is rust or node.');
  if (checkout === undefined) throw new UsageError('--checkout needs a directory.');
  const servers = serverNames.filter((each) => against === undefined || each === against);
  if (servers.length === 0) throw new UsageError('--against is embedded or official.');
  return { suite: name, checkout: resolve(checkout), servers };
}
