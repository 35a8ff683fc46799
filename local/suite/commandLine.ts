import { type ParseArgsConfig, inspect, parseArgs } from 'node:util';
import { UsageError } from './usageError';

/** What a command does with the arguments of its command line. */
type Main = (args: readonly string[]) => Promise<void> | void;

/** What a command line says. @throws UsageError that names what is not known */
export function parseCommandLine<T extends ParseArgsConfig>(
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The whole number that an option gives. @throws UsageError when it is none, or less than `min` */
export function wholeNumber(option: string, text: string, min = 1): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= min && Number.isSafeInteger(number)) return number;
  throw new UsageError(`${option} needs a whole number, ${min} or more.`);
}

/** The whole numbers that an option gives, with commas between them. @throws UsageError */
export function wholeNumbers(option: string, text: string, min = 1): number[] {
  return text.split(',').map((part) => wholeNumber(option, part, min));
}

/** The one directory that may be named. @throws UsageError when something else is given as well */
export function onlyDirectory(args: readonly string[]): string | undefined {
  const { positionals } = parseCommandLine({ args: [...args], allowPositionals: true });
  if (positionals.length > 1) throw new UsageError('Name one directory.');
  return positionals[0];
}

/**
 * Runs a command of this repository: shows its usage for `--help`, and says what went wrong, in words. It
 * ends with 2 when it was not asked rightly, and with 1 when it failed. `FIRESTREAK_STACKS=1` shows where in
 * the code it failed.
 *
 * @param main takes the command line's arguments; one that declares none refuses any
 */
export function runCommand(usage: string, main: Main): void {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  process.on('uncaughtException', end); // also of a stream that nobody waits for
  started(main, args).catch(end);
}

function end(error: unknown): never {
  const isUsage = error instanceof UsageError || isOfFile(error);
  const text = isUsage ? `${error.message}\n\n--help says how it is used.` : inWords(error);
  const stack = process.env['FIRESTREAK_STACKS'] === '1' ? `${inspect(error)}\n` : '';
  process.stderr.write(`${text}\n${stack}`);
  process.exit(isUsage ? 2 : 1);
}

/** A file that is not there, or is something else than the command takes it for. */
function isOfFile(error: unknown): error is NodeJS.ErrnoException {
  const codes: unknown[] = ['ENOENT', 'EISDIR', 'ENOTDIR', 'EACCES', 'EPERM'];
  return (
    error instanceof Error && 'syscall' in error && 'code' in error && codes.includes(error.code)
  );
}

/** What went wrong and why, one cause a line; of several failures each that says something else. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const parts: unknown[] = error instanceof AggregateError ? error.errors : [];
  const causes = [...parts, ...(error.cause === undefined ? [] : [error.cause])].map(inWords);
  return [...new Set([error.message || error.name, ...causes])].slice(0, 10).join('\n');
}

async function started(main: Main, args: readonly string[]): Promise<void> {
  if (main.length === 0 && args.length > 0) throw new UsageError('It takes no arguments.');
  await main(args);
}
