import { parseCommandLine, runCommand, wholeNumber } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';
import { campaign } from './campaign';
import { killing } from './kill/killing';
import { progress } from './progress';

const usage = `Usage: npm run chaos -- [--seeds N] [--from K] [--faults RATE] [--json]
       npm run chaos -- --seed K
       npm run chaos -- --kill [--users N] [--seed K]

Runs the worlds of N seeds (default 100), from seed K (default 1) on: a few people with their days, all
functions, and faults before and after each call, processes that end anywhere, messages that come twice
and late, clocks that differ. At the end everything works again, and a second implementation of the
rules says what should be there.

With --kill it has N users (default 10000), all of them due, judged by worker processes on a Firestore in
another process. The workers are killed (SIGKILL) at random moments, and then every document is looked at.

  --seed K        runs seed K alone
  --faults RATE   the chance of a fault at each point, 0 to 0.3, instead of one that the seed draws
  --threads N     default: one for each core
  --json          prints { seeds, faultPoints, faultsInjected, failures }`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '100' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      faults: { type: 'string' },
      threads: { type: 'string' },
      kill: { type: 'boolean', default: false },
      users: { type: 'string', default: '10000' },
      json: { type: 'boolean', default: false },
    },
  });
  const seed = values.seed === undefined ? undefined : wholeNumber('--seed', values.seed, 0);
  if (values.kill) {
    await kill(wholeNumber('--users', values.users), seed ?? 1);
    return;
  }
  const first = seed ?? wholeNumber('--from', values.from, 0);
  const count = seed === undefined ? wholeNumber('--seeds', values.seeds) : 1;
  const options = values.faults === undefined ? '' : ` --faults ${values.faults}`;
  const note = progress(first, count);
  const report = await campaign({
    seeds: Array.from({ length: count }, (_, n) => first + n),
    rate: values.faults === undefined ? undefined : rateOf(values.faults),
    ...(values.threads !== undefined && {
      threads: wholeNumber('--threads', values.threads),
    }),
    onResult: ({ seed, wrong }) => {
      const line = note(seed);
      if (line !== undefined) process.stderr.write(`${line}\n`);
      if (wrong.length === 0) return;
      const again = `npm run chaos -- --seed ${seed}${options}`;
      process.stderr.write(`seed ${seed}: ${wrong.join('\n  ')}\n  again: ${again}\n`);
    },
  });
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  else {
    const { seeds, faultPoints, faultsInjected, failures } = report;
    const failed = new Set(failures.map(({ seed }) => seed));
    const which = failed.size === 0 ? '' : ` (${[...failed].join(', ')})`;
    process.stdout.write(
      `${seeds} seeds, ${faultsInjected} faults at ${faultPoints} points, ${failed.size} failed${which}\n`,
    );
  }
  if (report.failures.length > 0) process.exitCode = 1;
}

/** @throws UsageError */
function rateOf(text: string): number {
  const rate = Number(text);
  if (text.trim() !== '' && rate >= 0 && rate <= 0.3) return rate;
  throw new UsageError('--faults needs a number from 0 to 0.3.');
}

async function kill(users: number, seed: number): Promise<void> {
  const startedAt = performance.now();
  const { kills, wrong } = await killing(users, seed);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const lines = [
    ...wrong,
    `${users} users, ${kills} workers killed, ${wrong.length} wrong; ${seconds} s`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exit(wrong.length > 0 ? 1 : 0); // connections to the store stay open
}

runCommand(usage, main);
