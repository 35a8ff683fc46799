#!/usr/bin/env node
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inspect, parseArgs } from 'node:util';
import { deployed } from './deployed';
import { functionsEnvironment } from './environment';
import type { Host } from './host';
import { startHost } from './startHost';

const usage = `Usage: local-functions MODULE [options]

Runs the Cloud Functions that a module exports on 127.0.0.1. Ctrl-C ends it.

  --project ID           default demo-local
  --region NAME          default us-central1
  --port N               default 5001, as of the official emulator; 0 is any free port
  --firestore HOST:PORT  for functions on documents; default FIRESTORE_EMULATOR_HOST
  --pubsub HOST:PORT     for functions on topics; default PUBSUB_EMULATOR_HOST

Scheduled functions run when their address gets a POST. Failures are printed.`;

function readOptions() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      project: { type: 'string', default: 'demo-local' },
      region: { type: 'string', default: 'us-central1' },
      port: { type: 'string', default: '5001' },
      firestore: { type: 'string' },
      pubsub: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [module] = positionals;
  if (values.help) return undefined;
  if (module === undefined || positionals.length > 1) throw new Error('Name one module.');
  if (!/^\d{1,5}$/.test(values.port)) throw new Error('--port needs a whole number.');
  return { ...values, port: Number(values.port), module };
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const { project: projectId, region, port, module } = options;
  const firestoreHost = options.firestore ?? process.env['FIRESTORE_EMULATOR_HOST'];
  const pubsubHost = options.pubsub ?? process.env['PUBSUB_EMULATOR_HOST'];
  Object.assign(process.env, functionsEnvironment(projectId), {
    ...(firestoreHost !== undefined && { FIRESTORE_EMULATOR_HOST: firestoreHost }),
    ...(pubsubHost !== undefined && { PUBSUB_EMULATOR_HOST: pubsubHost }),
  });
  const functions = await exportsOf(module);
  const host = await startHost({
    functions,
    projectId,
    region,
    port,
    ...(firestoreHost !== undefined && { firestoreHost }),
    ...(pubsubHost !== undefined && { pubsubHost }),
    onFailure: (failure) => process.stderr.write(`${inspect(failure)}\n`),
  });
  process.env['CLOUD_TASKS_EMULATOR_HOST'] = host.address;
  tell(host, functions);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void host.close().then(() => process.exit(0)));
  }
}

/** Of an ECMAScript module, or of a CommonJS one, whose names Node may not see from outside. */
async function exportsOf(module: string): Promise<Record<string, unknown>> {
  const loaded = (await import(pathToFileURL(resolve(module)).href)) as { default?: object };
  return { ...loaded.default, ...loaded };
}

function tell(host: Host, functions: Readonly<Record<string, unknown>>): void {
  const startedIn = Math.round(performance.now());
  process.stdout.write(`Functions on ${host.address} (ready in ${startedIn} ms)\n`);
  for (const { name, kind } of deployed(functions)) {
    const isHttp = kind === 'callable' || kind === 'https' || kind === 'schedule';
    process.stdout.write(`${name} (${kind})${isHttp ? ` ${host.url(name)}` : ''}\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
