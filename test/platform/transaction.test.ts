import { projectId } from '../support/env';
import { setImmediate as turn } from 'node:timers/promises';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { readTogether } from '../../functions/src/platform/write';
import { startFirestore } from '../../local/firestore/index';

/** A query that no index serves, so that the first read of a transaction fails. */
const withoutIndex = (db: FirebaseFirestore.Firestore) =>
  db.collection('users').where('a', '==', 1).orderBy('b');

test('a failed first read of a transaction that only reads is told once, and leaves nothing unhandled', async () => {
  const server = await startFirestore({
    indexes: { '(default)': { indexes: [], fieldOverrides: [] } },
  });
  process.env['FIRESTORE_EMULATOR_HOST'] = server.host;
  const app = initializeApp({ projectId }, 'transaction');
  const db = getFirestore(app);
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note);
  try {
    const read = readTogether(db, (transaction) => transaction.get(withoutIndex(db)));
    await expect(read).rejects.toMatchObject({ code: 9 });
    await turn();
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
    await deleteApp(app);
    await server.close();
  }
});
