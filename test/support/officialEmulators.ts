import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort';
import { guardedProcess } from './guardedProcess';

export interface Emulator {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Of the emulator's process or an ancestor of it. */
  readonly pid: number | undefined;
  readonly close: () => Promise<void>;
}

/** Starting Java takes about 4 s on an idle machine. */
const START_TIMEOUT = 60_000;

/** Whether the Google Cloud SDK, its Firestore and Pub/Sub emulators and Java are on this machine. */
export function officialInstalled(): boolean {
  return jars() !== undefined && spawnSync('java', ['-version']).status === 0;
}

/** Starts the SDK's Pub/Sub emulator. */
export async function startOfficialPubsub(): Promise<Emulator> {
  const port = await freePort();
  const { pubsub } = installed();
  return start(port, ['java', '-jar', pubsub, '--host=127.0.0.1', `--port=${port}`]);
}

/** Starts the SDK's Firestore emulator; it sends events to `functionsHost`, a `host:port`. */
export async function startOfficialFirestore(functionsHost: string): Promise<Emulator> {
  const port = await freePort();
  const { firestore } = installed();
  const main = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';
  const options = ['--host=127.0.0.1', `--port=${port}`, `--functions_emulator=${functionsHost}`];
  return start(port, ['java', '-cp', firestore, main, 'start', ...options]);
}

async function start(port: number, command: string[]): Promise<Emulator> {
  const { pid, died, close } = guardedProcess(command);
  await Promise.race([answers(`http://127.0.0.1:${port}/`), died]);
  return { host: `127.0.0.1:${port}`, pid, close };
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT;
  const answer = () => fetch(url).then((response) => response.text());
  while ((await answer().catch(() => undefined)) === undefined) {
    if (Date.now() > deadline) throw new Error(`Nothing answers at ${url}.`);
    await sleep(50);
  }
}

/** Where they are. @throws Error when they are not on this machine */
export function installed() {
  const found = jars();
  if (!found) throw new Error('The emulators of the Google Cloud SDK are not installed.');
  return found;
}

function jars(): { firestore: string; pubsub: string } | undefined {
  const { stdout } = spawnSync('gcloud', ['info', '--format=value(installation.sdk_root)'], {
    encoding: 'utf8',
  });
  const platform = join(stdout ? stdout.trim() : '/', 'platform');
  const firestore = join(platform, 'cloud-firestore-emulator', 'cloud-firestore-emulator.jar');
  const lib = join(platform, 'pubsub-emulator', 'lib');
  if (!existsSync(firestore) || !existsSync(lib)) return undefined;
  const pubsub = readdirSync(lib).find((file) => /^cloud-pubsub-emulator-.*-all\.jar$/.test(file));
  return pubsub === undefined ? undefined : { firestore, pubsub: join(lib, pubsub) };
}
