import { runCommand } from '../../local/suite/commandLine';
import { parseOptions, usage } from './options';
import { behind, report } from './report';
import type { Results } from './report';
import { runSuite } from './runSuite';
import { startServer } from './servers';
import type { ServerName } from './servers';
import { suites } from './suites';

async function main(args: readonly string[]): Promise<void> {
  const { suite, checkout, servers } = parseOptions(args);
  const results: Results = {};
  for (const name of servers) {
    const server = await startServer(name);
    if (!server) {
      warn(name);
      continue;
    }
    process.stderr.write(`Running ${suites[suite].repository} against ${name} …\n`);
    try {
      results[name] = await runSuite(suites[suite], checkout, server.host);
    } finally {
      await server.close();
    }
  }
  process.stdout.write(`${report(results)}\n`);
  const missed = results.official ? behind(results) : [];
  for (const test of missed) process.stdout.write(`Only the official emulator passes: ${test}\n`);
  if (missed.length > 0 || Object.keys(results).length === 0) process.exitCode = 1;
}

function warn(server: ServerName): void {
  process.stderr.write(`\n!!! NOT tested: the ${server} emulator is not on this machine.\n\n`);
}

runCommand(usage, main);
