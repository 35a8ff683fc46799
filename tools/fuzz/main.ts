import './environment';
import { parseCommandLine, runCommand, wholeNumber } from '../../local/suite/commandLine';
import { fuzz } from './fuzz';

const usage = `Usage: npm run tool -- fuzz [--runs N] [--seed S] [--only RUN]
       npm run tool -- fuzz --edges
       npm run tool -- fuzz --canaries [--refusing]

Sends N generated requests (default 2,000) to every callable and HTTPS function, task and topic:
near-valid ones, extremes of every form, and malformed, oversized, deeply nested, prototype-polluting and
odd ones, and ones with ids of others. Each must be done, or refused with a 4xx and a reason, write nothing
then, change nothing of another user's, take at most a second of the processor, keep no memory, and
appear in nothing that the process puts out. A seed sends the same again; --only, one of its runs.

With --edges, every field of every callable is sent at each end of what its form allows, and beyond.
With --canaries, a marked text is sent in every field of every contract and around it, and looked for in all
that is put out; with --refusing, to a store that refuses everything and repeats it in its errors.`;

/** Findings of different kinds that are shown. */
const SHOWN = 50;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseCommandLine({
    args: [...args],
    options: {
      runs: { type: 'string', default: '2000' },
      seed: { type: 'string' },
      only: { type: 'string' },
      edges: { type: 'boolean', default: false },
      canaries: { type: 'boolean', default: false },
      refusing: { type: 'boolean', default: false },
    },
  });
  const seed =
    values.seed === undefined ? Date.now() % 1_000_000 : wholeNumber('--seed', values.seed, 0);
  const runs = wholeNumber('--runs', values.runs);
  const { findings, ...summary } = await fuzz({
    draw: values.canaries ? 'canaries' : values.edges ? 'edges' : { runs, seed },
    ...(values.refusing && { store: 'refusing' as const }),
    ...(values.only !== undefined && { only: wholeNumber('--only', values.only, 0) }),
  });
  const again = values.canaries
    ? '--canaries'
    : values.edges
      ? '--edges'
      : `--runs ${runs} --seed ${seed}`;
  const kinds = new Map(findings.map((found) => [`${found.what} ${found.attack.name}`, found]));
  for (const { run, what, attack } of [...kinds.values()].slice(0, SHOWN)) {
    const { name, method, path, headers, as, body } = attack;
    const sent = body.length > 300 ? `${body.slice(0, 300)}… (${body.length})` : body;
    process.stdout.write(
      `${run}: ${what}\n   ${method} ${name}${path.slice(0, 100)} as ${as} ${JSON.stringify(headers)}: ${sent}\n   npm run tool -- fuzz ${again} --only ${run}\n`,
    );
  }
  process.stdout.write(`${JSON.stringify({ seed, findings: findings.length, ...summary })}\n`);
  if (findings.length > 0) process.exitCode = 1;
}

runCommand(usage, main);
