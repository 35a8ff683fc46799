import { join, resolve } from 'node:path';
import { parseCommandLine } from '../../local/suite/commandLine';
import { repository } from '../../local/suite/repository';
import { UsageError } from '../../local/suite/usageError';

export const usage = `Usage: npm run tool -- monitoring [-- [--instance ID | --prefix PREFIX] --out DIR]

Writes the log-based metrics, the dashboard and the alert policies of one Firestreak of a project.

  --instance ID    that instance of the function kit, whose functions are named kit-ID-…
  --prefix PREFIX  functions named PREFIX-…, by the prefix of their codebase or the group of its index
  --out DIR        where to; default: monitoring/, for functions with nothing before their names`;

/** What to write, and where. */
interface Options {
  /** What the names of the functions begin with. */
  readonly prefix: string;
  readonly directory: string;
}

/** The options of `npm run tool -- monitoring`. @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const options = { instance: text, prefix: text, out: text };
  const { instance, prefix, out } = parseCommandLine({ args: [...args], options }).values;
  const before = prefixIn(instance, prefix);
  if (before !== '' && out === undefined) {
    throw new UsageError(
      'Name a folder with --out: monitoring/ is for functions without a prefix.',
    );
  }
  return { prefix: before, directory: resolve(out ?? join(repository, 'monitoring')) };
}

function prefixIn(instance: string | undefined, prefix: string | undefined): string {
  if (instance !== undefined && prefix !== undefined) {
    throw new UsageError('Give --instance or --prefix: functions have one of them.');
  }
  if (instance !== undefined && !/^[a-z0-9_]([a-z0-9_-]{0,38}[a-z0-9_])?$/.test(instance)) {
    throw new UsageError('--instance needs the id of an instance, as in firebase.json.');
  }
  const before = instance === undefined ? prefix : `kit-${instance}`;
  if (before === undefined) return '';
  if (/^[A-Za-z]([\w-]{0,61}\w)?$/.test(before)) return `${before}-`;
  throw new UsageError('--prefix needs what stands before the names, without the last hyphen.');
}
