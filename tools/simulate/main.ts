import { functions as table } from '../../functions/src/functions';
import {
  parseCommandLine,
  runCommand,
  wholeNumber,
  wholeNumbers,
} from '../../local/suite/commandLine';
import { type Columns, markdownTable } from '../bench/markdownTable';
import { type Night, type Outcome, simulate } from './night';

const usage = `Usage: npm run tool -- simulate [--due N,N] [--zones N,N] [--rate N] [--used-to N]

Lets a night go by, second by second, for so many users who miss their day: the messages of each run, the
workers, and how fast Firestore may be asked for more.

  --due      users who miss their day; default 10000,100000,1000000
  --zones    zones that they live in, an hour apart; default 1,24
  --rate     users that a worker judges a second; default 300
  --used-to  operations a second that the database serves before the night; default 0,5000`;

/** Until a new instance takes its first message. */
const COLD_START_SECONDS = 3;

const columns: Columns<readonly [Night, Outcome]> = [
  ['due', ([{ due }]) => String(due)],
  ['zones', ([{ zones }]) => String(zones)],
  ['used to, ops/s', ([{ usedTo }]) => String(usedTo)],
  ['messages a run', ([, { messages }]) => String(messages)],
  ['workers', ([, { instances }]) => String(instances)],
  ['peak users/s', ([, { peakUsersPerSecond }]) => peakUsersPerSecond.toFixed(0)],
  ['peak ops/s', ([, { peakOperations }]) => peakOperations.toFixed(0)],
  ['a range, writes/s', ([, { peakPerRange }]) => peakPerRange.toFixed(1)],
  ['longest wait', ([, { longestWait }]) => `${(longestWait / 60).toFixed(1)} min`],
];

runCommand(usage, (args) => {
  const { values } = parseCommandLine({
    args: [...args],
    options: {
      due: { type: 'string', default: '10000,100000,1000000' },
      zones: { type: 'string', default: '1,24' },
      rate: { type: 'string', default: '300' },
      'used-to': { type: 'string', default: '0,5000' },
    },
  });
  const rate = wholeNumber('--rate', values.rate);
  const nights = wholeNumbers('--due', values.due).flatMap((due) =>
    wholeNumbers('--zones', values.zones).flatMap((zones) =>
      wholeNumbers('--used-to', values['used-to'], 0).map((usedTo) => ({
        due,
        zones,
        usedTo,
        instances: table.maintainShard.scale.maxInstances,
        usersPerSecond: rate,
        coldStartSeconds: COLD_START_SECONDS,
      })),
    ),
  );
  process.stdout.write(
    markdownTable(
      columns,
      nights.map((night) => [night, simulate(night)] as const),
    ),
  );
});
