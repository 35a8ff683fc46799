import './logLeaks';
import { projectId } from './environment';
import { parseCommandLine, runCommand, wholeNumber } from '../../local/suite/commandLine';
import { fuzz } from './fuzz';

const usage = `Usage: npm run fuzz -- [--runs N] [--seed S]

Sends N generated requests (default 2,000) to every callable and HTTPS function: near-valid ones, and
malformed, oversized, deeply nested, prototype-polluting and of odd texts. Each must be done, or refused
with a 4xx and a reason, write nothing then, and appear in no log. A seed sends the same again.`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: { runs: { type: 'string', default: '2000' }, seed: { type: 'string' } },
  });
  const seed =
    values.seed === undefined ? Date.now() % 1_000_000 : wholeNumber('--seed', values.seed, 0);
  const runs = wholeNumber('--runs', values.runs);
  const { findings, statuses } = await fuzz({ runs, seed, projectId });
  for (const { run, what, attack } of findings.slice(0, 20)) {
    const { name, method, query, headers, as, body } = attack;
    const sent = body.length > 300 ? `${body.slice(0, 300)}… (${body.length})` : body;
    process.stdout.write(
      `${run}: ${what}\n   ${method} ${name}${query.slice(0, 100)} as ${as} ${JSON.stringify(headers)}: ${sent}\n`,
    );
  }
  process.stdout.write(`${JSON.stringify({ seed, findings: findings.length, statuses })}\n`);
  if (findings.length > 0) process.exitCode = 1;
}

runCommand(usage, main);
