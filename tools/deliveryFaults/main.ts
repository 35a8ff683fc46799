import { logScan } from './logScan';
import { program } from '../../functions/src/program';
import { parseCommandLine, runCommand, wholeNumber } from '../../local/suite/commandLine';
import { readLog } from '../replay/readLog';
import { faultRun } from './faultRun';
import { logRuns } from './logRun';

const usage = `Usage: npm run tool -- delivery-faults [--events N | --log FILE] [--seed N] [--json]

Hands N events (default 10,000) to the notifications several times each and out of order, with 30 %
of the providers' answers failing and processes that end anywhere, and checks that each user has each
message once. With --log, a log as for "npm run replay" goes through the use cases, maintenance,
reminders and notifications instead, and no message may be sent at night or twice. Every log entry
is searched for addresses, tokens and names.`;

/** Share of the providers’ answers that fail, and chance of a process to end where it may. */
const FAULTS = 0.3;
const CRASHES = 0.03;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: {
      events: { type: 'string', default: '10000' },
      log: { type: 'string' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const seed = wholeNumber('--seed', values.seed, 0);
  const events = wholeNumber('--events', values.events);
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  process.env['GCLOUD_PROJECT'] = 'demo-faults';
  const startedAt = performance.now();
  const { figures, mustBeNone } =
    values.log === undefined ? await withEvents(events, seed) : await withLog(values.log, seed);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const { entries, leaks } = logScan;
  const report = { ...figures, ...mustBeNone, logEntries: entries, leaks: leaks.length, seconds };
  const lines = Object.entries(report).map(([name, value]) => `${name.padEnd(16)} ${value}`);
  process.stdout.write(`${values.json ? JSON.stringify(report) : lines.join('\n')}\n`);
  for (const leak of leaks.slice(0, 3)) process.stderr.write(`LEAK ${leak.slice(0, 300)}\n`);
  if (leaks.length > 0 || Object.values(mustBeNone).some((count) => count > 0)) {
    process.exitCode = 1;
  }
}

async function withEvents(events: number, seed: number) {
  const people = Math.max(1, Math.floor(events / 4));
  const result = await faultRun({ seed, events, people, faults: FAULTS, crashes: CRASHES });
  const { doubled, missing, wrong, atNight, givenUp, ...figures } = result;
  return {
    figures: { events, ...figures },
    mustBeNone: { doubled, missing, wrong, atNight, givenUp },
  };
}

async function withLog(file: string, seed: number) {
  const rows = await readLog(file, program);
  const { doubled, atNight, givenUp, unfinished, ...figures } = await logRuns({
    ...{ rows, seed },
    faults: FAULTS,
  });
  return { figures, mustBeNone: { doubled, atNight, givenUp, unfinished } };
}

runCommand(usage, main);
