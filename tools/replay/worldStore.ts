import { type App, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import type { OpenStore } from '../../functions/src/platform/directStore';
import { connectStore } from '../../functions/src/platform/openStore';
import indexes from '../../firestore.indexes.json';
import { type FirestoreServer, startFirestore } from '../../local/firestore';

/** A Firestore of one world's own. */
export interface WorldStore {
  readonly server: FirestoreServer;
  readonly app: App;
  readonly db: Firestore;
  readonly open: OpenStore;
}

let before: Promise<unknown> = Promise.resolve();

/**
 * Starts a Firestore and connects to it. Worlds take turns: both clients find their server in the
 * environment, and not before their first call.
 */
export function startWorldStore(name: string): Promise<WorldStore> {
  const started = before.then(() => start(name));
  before = started.catch(() => undefined);
  return started;
}

async function start(name: string): Promise<WorldStore> {
  const server = await startFirestore({ indexes });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  const app = initializeApp({ projectId: name }, name);
  const db = getFirestore(app);
  const open = connectStore(name, Date.now);
  await db.doc('users/nobody').get();
  await open({ operation: 'replay', correlationId: name }, Infinity).get(['users/nobody']);
  server.resetUsage();
  return { server, app, db, open };
}
