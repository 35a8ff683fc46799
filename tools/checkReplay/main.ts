import { writeFile } from 'node:fs/promises';
import { program } from '../../functions/src/program';
import { givenInstant } from '../../functions/src/contracts/timeRange';
import { parseCommandLine, runCommand, wholeNumber } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';
import type { LogRow } from '../replay/logRow';
import { readLog } from '../replay/readLog';
import { replayLog } from '../replay/replayLog';
import { compareStates, expectedStates } from './expected';
import { type LogKind, generateLog, kinds, logText } from './logs';

const usage = `Usage: npm run tool -- check-replay [--kind KIND] [--seed N] [--users N] [--days N] [--write FILE]
       npm run tool -- check-replay FILE --until INSTANT

Replays an activity log through the real use cases and compares every value of every user with what a second,
naive implementation of the rules (test/reference) makes of it. Exit code 1 when one differs.

  --kind   what the log is of; default devices
           devices: people with two devices that show different zones; often one shows UTC
           flights: people who are in another zone every two to six days
           home: people who stay in one zone
  --seed   which of all such logs; default 1
  --users  default 40
  --days   default 160
  --write  write the log to this file too

  FILE     an activity log as for "npm run replay", instead of a generated one
  --until  replay up to this instant`;

interface Task {
  readonly name: string;
  readonly rows: readonly LogRow[];
  readonly until: number;
}

const DAY_MS = 86_400_000;

/** Differences that are printed; the rest is only counted. */
const MAX_TOLD = 20;

async function main(args: readonly string[]): Promise<void> {
  const { name, rows, until } = await taskOf(args);
  const { states, seconds } = await replayLog({ rows, until, program });
  const expected = expectedStates(rows, until, program);
  const { users, values, differences } = compareStates(states, expected);
  const counts = [`${users} users`, `${rows.length} rows`, `${values} values`];
  const differ = `${differences.length} differ`;
  process.stdout.write(`${name}: ${[...counts, differ].join(', ')} (${seconds.toFixed(1)} s)\n`);
  for (const difference of differences.slice(0, MAX_TOLD)) {
    process.stderr.write(`WRONG ${difference}\n`);
  }
  if (differences.length > 0) process.exitCode = 1;
}

/** @throws UsageError */
async function taskOf(args: readonly string[]): Promise<Task> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      kind: { type: 'string', default: 'devices' },
      seed: { type: 'string', default: '1' },
      users: { type: 'string', default: '40' },
      days: { type: 'string', default: '160' },
      until: { type: 'string' },
      write: { type: 'string' },
    },
  });
  const [file, ...others] = positionals;
  if (others.length > 0) throw new UsageError('Name one activity log.');
  if (file !== undefined) return readTask(file, values.until);
  const kind = kinds.find((known) => known === values.kind);
  if (!kind) throw new UsageError(`--kind is one of ${kinds.join(', ')}.`);
  const size = {
    users: wholeNumber('--users', values.users),
    days: wholeNumber('--days', values.days),
    seed: wholeNumber('--seed', values.seed, 0),
  };
  const rows = generateLog(kind, size);
  if (values.write !== undefined) await writeFile(values.write, logText(rows));
  return { name: nameOf(kind, size.seed), rows, until: lastInstantOf(rows) + DAY_MS / 2 };
}

async function readTask(file: string, until: string | undefined): Promise<Task> {
  const parsed = givenInstant.safeParse(until);
  if (!parsed.success)
    throw new UsageError('--until needs an instant such as 2026-11-03T12:00:00Z.');
  return { name: file, rows: await readLog(file, program), until: Date.parse(parsed.data) };
}

function nameOf(kind: LogKind, seed: number): string {
  return `${kind}, seed ${seed}`;
}

function lastInstantOf(rows: readonly LogRow[]): number {
  return Math.max(...rows.map(({ deliveredAt }) => deliveredAt));
}

runCommand(usage, main);
