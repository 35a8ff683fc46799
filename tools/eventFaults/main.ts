import '../../local/suite/quietLogs';
import { parseCommandLine, runCommand, wholeNumber } from '../../local/suite/commandLine';
import { eventFaults } from './eventFaults';

const usage = `Usage: npm run tool -- event-faults [--events N] [--seed N]

Tells an app N events (default 10,000) on a topic and by webhook, each entry of the outbox handed over several
times and out of order, with 20 % of the answers failing and processes that end anywhere. Fails where an event is
missing, comes for the first time after one that it precedes, is not as it happened, or is not signed.`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: {
      events: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
    },
  });
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const events = wholeNumber('--events', values.events);
  const seed = wholeNumber('--seed', values.seed, 0);
  const people = Math.max(1, Math.floor(events / 25));
  const outcome = await eventFaults({ seed, events, people, faults: 0.2, crashes: 0.02 });
  process.stdout.write(`${JSON.stringify(outcome, undefined, 2)}\n`);
  const { topic, webhook, unsigned, givenUp } = outcome;
  const faults = [topic, webhook].map((of) => of.missing + of.outOfOrder + of.wrong);
  if ([...faults, unsigned, givenUp].some((count) => count > 0)) process.exitCode = 1;
}

runCommand(usage, main);
