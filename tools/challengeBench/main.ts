import '../../local/suite/quietLogs';
import { parseCommandLine, runCommand, wholeNumber } from '../../local/suite/commandLine';
import { race } from './race';

const usage = `Usage: npm run tool -- challenge-bench [--users N] [--capacity N] [--instances N]

Lets N users (default 10500) join one challenge with fewer places (default 10000) on several instances
(default 4) with 25 calls each at once. Prints how many got in, how long calls took and how many of them wrote
the busiest document; exit code 1 when the places were not given away exactly.`;

const AT_ONCE = 25;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: {
      users: { type: 'string', default: '10500' },
      capacity: { type: 'string', default: '10000' },
      instances: { type: 'string', default: '4' },
    },
  });
  const users = wholeNumber('--users', values.users);
  const capacity = wholeNumber('--capacity', values.capacity);
  const instances = wholeNumber('--instances', values.instances);
  const outcome = await race({ users, capacity, instances, atOnce: AT_ONCE });
  const { joined, refused, failures, stored, listed, busiest, slots, untouched, ms } = outcome;
  const at = (share: number) => `${Math.round(ms[Math.floor(share * ms.length)] ?? 0)} ms`;
  const lines = [
    `${users} users, ${capacity} places, ${instances} instances with ${AT_ONCE} calls at once`,
    `joined ${joined}, refused ${refused}, failed ${failures.length}`,
    `stored ${stored} parts; listChallenges says ${listed} and reads ${outcome.listReads}`,
    `${outcome.seconds.toFixed(1)} s, ${Math.round(users / outcome.seconds)} calls/s, p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`,
    `${slots} slots, the busiest written by ${busiest}; the challenge written by ${untouched ? 'none' : 'some'}`,
    ...failures.slice(0, 5),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  const places = Math.min(users, capacity);
  const isExact = [joined, stored, listed].every((count) => count === places);
  if (!isExact || refused !== users - places || failures.length > 0) process.exitCode = 1;
}

runCommand(usage, main);
