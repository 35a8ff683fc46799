import { type App, initializeApp } from 'firebase-admin/app';
import type { Firestore } from 'firebase-admin/firestore';
import { declaredIndexes } from '../../local/suite/declaredIndexes';
import { connectStore, type OpenStore } from '../../functions/src/platform/bulkStore';
import { databaseOf } from '../../functions/src/platform/firestore';
import { type FirestoreServer, startFirestore } from '../../local/firestore/index';

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
  const server = await startFirestore({ indexes: declaredIndexes() });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  const app = initializeApp({ projectId: name }, name);
  const db = databaseOf(app);
  const open = connectStore(name, Date.now);
  await db.doc('users/nobody').get();
  await open({ operation: 'replay', correlationId: name }, Infinity).get(['users/nobody']);
  server.resetUsage();
  return { server, app, db, open };
}
