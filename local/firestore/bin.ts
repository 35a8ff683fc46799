#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { FirestoreServerOptions, IndexConfig } from './options';
import { startFirestore } from './server';

const usage = `Usage: local-firestore [options]

Starts an empty Firestore in memory on 127.0.0.1. Ctrl-C ends it.

  --port N               default 8080, as of the official emulator; 0 is any free port
  --indexes FILE         a firestore.indexes.json; queries that it has no index for are refused. It is that of the
                         database (default); DATABASE=FILE names another, and the option may be repeated
  --functions HOST:PORT  the functions emulator, to which events of its triggers are posted
  --latency N            milliseconds by which each answer is held back`;

function readOptions(): FirestoreServerOptions | undefined {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      latency: { type: 'string', default: '0' },
      indexes: { type: 'string', multiple: true },
      functions: string,
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const { indexes, functions } = values;
  return {
    port: wholeNumber('--port', values.port),
    latencyMs: wholeNumber('--latency', values.latency),
    ...(indexes !== undefined && {
      indexes: Object.fromEntries(indexes.map(readIndexes)),
    }),
    ...(functions !== undefined && { functionsEmulator: functions }),
  };
}

/** `FILE`, or `DATABASE=FILE`. */
function readIndexes(option: string): [database: string, indexes: IndexConfig] {
  const [, database = '(default)', file = option] =
    /^([a-z][a-z0-9-]{2,61}[a-z0-9])=(.+)$/.exec(option) ?? [];
  return [database, JSON.parse(readFileSync(file, 'utf8')) as IndexConfig];
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new Error(`${option} needs a whole number.`);
  return Number(text);
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const server = await startFirestore(options);
  const startedIn = Math.round(performance.now());
  process.stdout.write(`FIRESTORE_EMULATOR_HOST=${server.host} (ready in ${startedIn} ms)\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
