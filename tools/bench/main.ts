import '../../local/suite/quietLogs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import { spawnFirestore } from '../../local/firestore/index';
import { runCommand } from '../../local/suite/commandLine';
import { callableLatencies } from './callables/callableLatencies';
import { coldStarts } from './coldStart/coldStart';
import { allContenders, mediansOf } from './medians';
import { type Options, parseOptions, usage } from './options';
import { asMarkdown, asTable, ratiosOf } from './report';
import type { Measured, Scale } from './scale';

const built = join(__dirname, '../../functions/lib/index.js');

/** All users due; and the largest size with as many due as the one before it has. */
function scalesOf(users: readonly number[], latencyMs: number): Scale[] {
  const sorted = [...users].sort((a, b) => a - b);
  const all = sorted.map((size) => ({ users: size, due: size, latencyMs }));
  const [before, largest] = sorted.slice(-2);
  return before && largest ? [...all, { users: largest, due: before, latencyMs }] : all;
}

async function maintenance({ runs, users, latency }: Options): Promise<Measured[]> {
  const results: Measured[] = [];
  for (const latencyMs of latency) {
    const store = await spawnFirestore({ indexes: declaredIndexes(), latencyMs });
    let contenders = allContenders();
    try {
      for (const scale of scalesOf(users, latencyMs)) {
        const placed = await mediansOf(store, scale, contenders, runs);
        const medians = placed.map(({ median }) => median);
        process.stderr.write(`${asTable(medians)}\n`);
        results.push(...medians);
        contenders = placed.map(({ contender }) => contender); // the quickest floor goes on
      }
    } finally {
      await store.close();
    }
  }
  return results;
}

async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  const { format, only, latency, calls, runs: times } = options;
  const runs = only.includes('maintenance') ? await maintenance(options) : [];
  const callables = [];
  if (only.includes('callables')) {
    for (const latencyMs of latency) callables.push(...(await callableLatencies(latencyMs, calls)));
  }
  const coldStart = only.includes('coldStart') ? await coldStarts(built, 3 * times) : [];
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? 'unknown'}, Node ${process.versions.node}`;
  const result = { runs, ratios: ratiosOf(runs), callables, coldStart, machine };
  process.stdout.write(
    format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : asMarkdown(result),
  );
}

runCommand(usage, main);
