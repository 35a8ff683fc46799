#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { startPubsub } from './startPubsub';

const usage = `Usage: local-pubsub [options]

Starts an empty Pub/Sub in memory on 127.0.0.1. Ctrl-C ends it.

  --port N  default 8085, as of the official emulator; 0 is any free port`;

async function main(): Promise<void> {
  const { port, help } = parseArgs({
    options: {
      port: { type: 'string', default: '8085' },
      help: { type: 'boolean', default: false },
    },
  }).values;
  if (help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  if (!/^\d{1,5}$/.test(port)) throw new Error('--port needs a whole number.');
  const server = await startPubsub({ port: Number(port) });
  const startedIn = Math.round(performance.now());
  process.stdout.write(`PUBSUB_EMULATOR_HOST=${server.host} (ready in ${startedIn} ms)\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close();
      process.exit(0);
    });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
