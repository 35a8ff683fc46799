import { monthsCounted } from './monthsCounted';
import { program } from '../../functions/src/program';
import { parseCommandLine, runCommand, wholeNumber } from '../../local/suite/commandLine';
import { UsageError } from '../../local/suite/usageError';
import { seeded } from '../deliveryFaults/random';
import { dealOut } from '../replay/dealOut';
import { readLog } from '../replay/readLog';
import type { Occasion } from './readMix';
import { type Calls, type Seen, readingWorld } from './readingWorld';

const usage = `Usage: npm run tool -- replay-reads FILE [--seed N] [--json]

Replays an activity log (as for "npm run replay") with looks at calendars in between:
whoever comes back after 30 minutes opens the app, which shows the present month; it is shown anew
after each activity; in 10 % of the visits one pages back by one to three months, in 2 % one looks at
the year. Now and then an outage of past weeks is declared, which reopens sealed days.

Prints the hit rate of the calendar cache, and reads and writes of a call as the server counted them.
Every calendar is held against explainStreak, before and after each invalidation; exit code 1 when
one differs.`;

/** Users share nothing, so that some worlds side by side fill the time that a world waits. */
const WORLDS = 8;

const occasions: readonly Occasion[] = ['opening', 'activity', 'earlier', 'year'];

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError('Name one activity log.');
  const seed = wholeNumber('--seed', values.seed, 0);
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const startedAt = performance.now();
  const rows = await readLog(file, program);
  const worlds = await Promise.all(
    dealOut(rows, WORLDS).map((share, world) =>
      readingWorld(share, `demo-reads-${world}`, seeded(seed * WORLDS + world)),
    ),
  );
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const report = reportOf(worlds, rows.length, seconds);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : inWords(report));
  const wrong = worlds.flatMap((world) => world.wrong);
  for (const each of wrong.slice(0, 5)) process.stderr.write(`WRONG ${each}\n`);
  if (wrong.length > 0) process.exitCode = 1;
}

function reportOf(worlds: readonly Seen[], activities: number, seconds: number) {
  const sum = (pick: (world: Seen) => number) =>
    worlds.reduce((total, world) => total + pick(world), 0);
  const months = (outcome: string) => monthsCounted.get(`look ${outcome}`) ?? 0;
  const [hits, misses, stale] = [months('hit'), months('miss'), months('stale_avoided')];
  const calls = Object.fromEntries(
    occasions.map((occasion) => [occasion, together(worlds.map((each) => each.calls[occasion]))]),
  );
  return {
    ...{ activities, refused: sum(({ refused }) => refused), outages: sum((each) => each.outages) },
    months: { hits, misses, stale, hitRate: round(hits / (hits + misses + stale)) },
    calls: { ...calls, all: together(worlds.flatMap((each) => Object.values(each.calls))) },
    ledgerWrites: sum((each) => each.ledgerWrites),
    invalidations: sum((each) => each.invalidations),
    checks: sum((each) => each.checks),
    wrong: sum((each) => each.wrong.length),
    seconds,
  };
}

/** What some calls came to, each on average, and the time that 95 % of them kept to. */
function together(some: readonly Calls[]) {
  const calls = some.reduce((sum, each) => sum + each.calls, 0);
  const mean = (pick: (each: Calls) => number) =>
    round(some.reduce((sum, each) => sum + pick(each), 0) / calls);
  const times = some.flatMap((each) => each.times).sort((a, b) => a - b);
  const p95Ms = round(times[Math.floor(times.length * 0.95)] ?? 0);
  return { calls, reads: mean((each) => each.reads), writes: mean((each) => each.writes), p95Ms };
}

function round(number: number): number {
  return Math.round(number * 1000) / 1000;
}

function inWords({ months, calls, ...counts }: ReturnType<typeof reportOf>): string {
  const line = (name: string, value: number) => `${name.padEnd(20)} ${value}`;
  const table = Object.entries(calls).map(([name, { calls: number, reads, writes, p95Ms }]) =>
    [
      name.padEnd(12),
      ...[number, reads, writes, p95Ms].map((each) => String(each).padStart(9)),
    ].join(''),
  );
  return [
    ...Object.entries(counts).map(([name, value]) => line(name, value)),
    ...Object.entries(months).map(([name, value]) => line(`months ${name}`, value)),
    [
      'occasion'.padEnd(12),
      ...['calls', 'reads', 'writes', 'p95 ms'].map((each) => each.padStart(9)),
    ].join(''),
    ...table,
    '',
  ].join('\n');
}

runCommand(usage, main);
