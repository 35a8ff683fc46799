import { Firestore } from '@google-cloud/firestore';
import { everyDocument } from '../support/everyDocument';
import type { App } from './app';

/** Every document of a database of an app, by path. */
export function documentsIn(app: App, databaseId: string): Promise<Map<string, string>> {
  return inDatabase(app, databaseId, everyDocument);
}

/** Writes a document of the app itself, as its own functions do. */
export async function written(app: App, path: string, data: object): Promise<void> {
  await inDatabase(app, '(default)', (db) => db.doc(path).set(data));
}

async function inDatabase<T>(
  { projectId, ports }: App,
  databaseId: string,
  work: (db: Firestore) => Promise<T>,
): Promise<T> {
  const host = `127.0.0.1:${ports.firestore}`;
  const db = new Firestore({ projectId, databaseId, host, ssl: false, customHeaders: owner });
  try {
    return await work(db);
  } finally {
    await db.terminate();
  }
}

/** What tells emulators that rules are not for whoever asks. */
const owner = { authorization: 'Bearer owner' };
