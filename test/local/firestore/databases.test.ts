import type { Firestore } from '@google-cloud/firestore';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientOf, connect } from './connect';
import type { Connection } from './connect';

let connection: Connection;
let orders: Firestore;
let streaks: Firestore;

const byUserAndTotal = {
  collectionGroup: 'things',
  fields: [
    { fieldPath: 'user', order: 'ASCENDING' },
    { fieldPath: 'total', order: 'ASCENDING' },
  ],
};

beforeAll(async () => {
  connection = await connect({
    indexes: { '(default)': { indexes: [] }, streaks: { indexes: [byUserAndTotal] } },
  });
  orders = connection.db;
  streaks = clientOf(connection.host, connection.project, 'streaks');
});

afterAll(async () => {
  await streaks.terminate();
  await connection.close();
});

test('a database of a project does not have the documents of another', async () => {
  await orders.doc('things/a').set({ of: 'orders' });
  await streaks.doc('things/a').set({ of: 'streaks' });
  await orders.doc('things/b').set({});
  expect((await streaks.doc('things/a').get()).data()).toEqual({ of: 'streaks' });
  expect((await streaks.collection('things').get()).size).toBe(1);
  expect((await orders.collection('things').get()).size).toBe(2);
});

test('each has the indexes that are declared for it', async () => {
  const sorted = (db: Firestore) => db.collection('things').where('user', '==', 1).orderBy('total');
  await expect(sorted(orders).get()).rejects.toThrow('The query requires an index.');
  expect((await sorted(streaks).get()).size).toBe(0);
  expect(connection.server?.usedIndexes).toEqual([byUserAndTotal]);
});

test('one that nothing is declared for answers every query', async () => {
  const other = clientOf(connection.host, connection.project, 'other');
  const query = other.collection('things').where('user', '==', 1).orderBy('total');
  expect((await query.get()).size).toBe(0);
  await other.terminate();
});

test('a listener hears of its own database only', async () => {
  const heard: unknown[] = [];
  let hear: () => void = () => undefined;
  const stop = streaks.doc('things/live').onSnapshot((snapshot) => {
    heard.push(snapshot.data());
    hear();
  });
  const next = () => new Promise<void>((resolve) => (hear = resolve));
  await next();
  await orders.doc('things/live').set({ n: 1 });
  const heardOwn = next();
  await streaks.doc('things/live').set({ n: 2 });
  await heardOwn;
  await sleep(50);
  stop();
  expect(heard).toEqual([undefined, { n: 2 }]);
});

test('whoever asks a database for anything is told of', async () => {
  const { host, project, server } = connection;
  const asked = clientOf(host, project, 'only-read');
  expect(server?.databases).not.toContain(`projects/${project}/databases/only-read`);
  await asked.doc('things/a').get();
  expect(server?.databases).toContain(`projects/${project}/databases/only-read`);
  expect(server?.databases).not.toContain(`projects/${project}/databases/never-asked`);
  await asked.terminate();
});
