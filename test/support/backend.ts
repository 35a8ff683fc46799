import { setTimeout as sleep } from 'node:timers/promises';
import { startFirestore } from '../../local/firestore/index';
import { startPubsub } from '../../local/pubsub/index';
import { databaseId } from '../../functions/src/config/parameters';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import { projectId } from './env';
import { startEventProbe } from './eventProbe';
import { freePort } from './freePort';
import { registerHost } from './functionsRelay';
import type { OfficialSuite } from './officialSuite';
import { sharedOfficialHosts, startOfficialSuite } from './officialSuite';
import { noteUsedIndexes } from './usedIndexes';

/** The emulator itself waits some seconds for locks each time. */
const DELETE_ATTEMPTS = 5;

/** Firestore and Pub/Sub for one test file, which has a project to itself. */
export interface Backend {
  readonly kind: 'embedded' | 'official';
  /** `host:port` */
  readonly firestoreHost: string;
  readonly pubsubHost: string;
  readonly projectId: string;
  /** The port where Firestore expects the functions host of this project. */
  readonly functionsPort: number;
  /** `projects/P/databases/D` of the databases that were asked for anything; undefined where nobody counts. */
  readonly databases: () => readonly string[] | undefined;
  /** For a functions host: resolves when all events have been handed over. */
  readonly settled: () => Promise<void>;
  /** Deletes the project's documents. Topics, subscriptions and messages stay. */
  readonly clear: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Starts the backend that FIRESTREAK_BACKEND names (`embedded`, the default, or `official`) and
 * points the environment to it, so load nothing that makes a client before.
 */
export async function startBackend(): Promise<Backend> {
  const functionsPort = await freePort();
  const official = process.env['FIRESTREAK_BACKEND'] === 'official';
  const backend = await (official ? startOfficial : startEmbedded)(functionsPort);
  Object.assign(process.env, {
    FIRESTORE_EMULATOR_HOST: backend.firestoreHost,
    PUBSUB_EMULATOR_HOST: backend.pubsubHost,
    CLOUD_TASKS_EMULATOR_HOST: `127.0.0.1:${functionsPort}`,
  });
  return backend;
}

async function startEmbedded(functionsPort: number): Promise<Backend> {
  const [firestore, pubsub] = await Promise.all([
    startFirestore({
      functionsEmulator: `127.0.0.1:${functionsPort}`,
      indexes: declaredIndexes(),
    }),
    startPubsub(),
  ]);
  return {
    kind: 'embedded',
    firestoreHost: firestore.host,
    pubsubHost: pubsub.host,
    projectId,
    functionsPort,
    databases: () => firestore.databases,
    settled: async () => {
      await pubsub.idle();
      await firestore.idle();
    },
    clear: () => {
      firestore.clear();
      return Promise.resolve();
    },
    close: async () => {
      noteUsedIndexes(firestore.usedIndexes);
      pubsub.close();
      await firestore.close();
    },
  };
}

async function startOfficial(functionsPort: number): Promise<Backend> {
  const { hosts, close } = await officialSuite();
  await registerHost(hosts.relay, projectId, `127.0.0.1:${functionsPort}`);
  const probe = await startEventProbe(hosts, projectId);
  const documents = `emulator/v1/projects/${projectId}/databases/${databaseId()}/documents`;
  return {
    kind: 'official',
    firestoreHost: hosts.firestore,
    pubsubHost: hosts.pubsub,
    projectId,
    functionsPort,
    databases: () => undefined,
    settled: () => probe.passed(),
    clear: () => deleteAll(`http://${hosts.firestore}/${documents}`),
    close: async () => {
      await probe.close();
      await close();
    },
  };
}

/** Deletes all documents; a transaction that holds some is waited for. */
async function deleteAll(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, { method: 'DELETE' });
    if (response.ok) return;
    const isLocked = response.status === 409 && attempt < DELETE_ATTEMPTS;
    if (!isLocked) throw new Error(`The documents stay: ${await response.text()}`);
    await sleep(500);
  }
}

/** The suite that was started for the whole run, else one of this file's own. */
async function officialSuite(): Promise<OfficialSuite> {
  const hosts = sharedOfficialHosts();
  return hosts ? { hosts, close: () => Promise.resolve() } : startOfficialSuite();
}
