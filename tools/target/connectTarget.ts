import { applicationDefault, initializeApp } from 'firebase-admin/app';
import type { Firestore } from 'firebase-admin/firestore';
import type { OpenStore } from '../../functions/src/platform/bulkStore';
import { databaseOf } from '../../functions/src/platform/firestore';
import { DataDirectory } from '../../local/suite/dataDirectory';
import { LocalTime } from '../../local/suite/localTime';
import { isLocal, useDatabaseOf } from '../../local/suite/parameters';
import { readySuite } from '../../local/suite/runningSuite';
import { UsageError } from '../../local/suite/usageError';

/** The project that a command of an operator works on. */
export interface Target {
  readonly projectId: string;
  /** Whether it is a local suite that runs. */
  readonly isLocal: boolean;
  readonly db: Firestore;
  readonly open: OpenStore;
  /** Milliseconds since the epoch; in a local suite, by its clock. */
  readonly now: () => number;
}

/**
 * Connects to a project: a local suite that runs, or a real one, with the credentials of the machine
 * (`gcloud auth application-default login`).
 *
 * @param database another than the one of its functions
 * @throws UsageError when no such suite runs, or nobody is signed in
 */
export async function connectTarget(projectId: string, database?: string): Promise<Target> {
  const now = isLocal(projectId) ? await pointToSuite(projectId) : Date.now;
  if (!isLocal(projectId)) await assertSignedIn(projectId);
  process.env['GCLOUD_PROJECT'] = projectId;
  process.env['FIREBASE_CONFIG'] = JSON.stringify({ projectId }); // what the functions' params read
  useDatabaseOf(projectId, database);
  const { connectStore } = await import('../../functions/src/platform/bulkStore.js'); // it reads the clock's file
  const db = databaseOf(initializeApp({ projectId }));
  return { projectId, isLocal: isLocal(projectId), db, open: connectStore(projectId, now), now };
}

/** @throws UsageError where this machine has no credentials for Google Cloud, or they have expired */
async function assertSignedIn(projectId: string): Promise<void> {
  try {
    await applicationDefault().getAccessToken();
  } catch (error) {
    const advice = `${projectId} needs credentials: gcloud auth application-default login`;
    throw new UsageError(advice, { cause: error });
  }
}

/** Points the clients to the suite. @returns its clock */
async function pointToSuite(projectId: string): Promise<() => number> {
  const directory = DataDirectory.of(projectId);
  const suite = await readySuite(projectId, ', or name a real project with --project ID');
  Object.assign(process.env, {
    FIRESTORE_EMULATOR_HOST: `127.0.0.1:${suite.ports.firestore}`,
    PUBSUB_EMULATOR_HOST: `127.0.0.1:${suite.ports.pubsub}`,
    FIREBASE_AUTH_EMULATOR_HOST: `127.0.0.1:${suite.ports.auth}`,
    CLOUD_TASKS_EMULATOR_HOST: `127.0.0.1:${suite.ports.tasks}`,
    FIRESTREAK_CLOCK_FILE: directory.clock,
    METADATA_SERVER_DETECTION: 'none',
  });
  const time = new LocalTime(directory);
  return () => time.now();
}
