import { Firestore } from '@google-cloud/firestore';
import { everyDocument } from '../support/everyDocument';
import type { App } from './app';

/** Every document of a database of an app, by path. */
export async function documentsIn(app: App, databaseId: string): Promise<Map<string, string>> {
  const { projectId, ports } = app;
  const host = `127.0.0.1:${ports.firestore}`;
  const db = new Firestore({ projectId, databaseId, host, ssl: false, customHeaders: owner });
  try {
    return await everyDocument(db);
  } finally {
    await db.terminate();
  }
}

/** What tells emulators that rules are not for whoever asks. */
const owner = { authorization: 'Bearer owner' };
