import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentReference } from '@google-cloud/firestore';
import { connect } from './connect';
import type { Connection } from './connect';
import { rawClient } from './rawClient';
import type { RawClient } from './rawClient';

let connection: Connection;
let client: RawClient;
let doc: DocumentReference;
let database: string;
let name: string;

beforeAll(async () => {
  connection = await connect();
  client = rawClient(connection.host);
  database = `projects/${connection.project}/databases/(default)`;
});
afterAll(async () => {
  client.close();
  await connection.close();
});
beforeEach(async () => {
  doc = connection.db.collection('docs').doc();
  name = `${database}/documents/${doc.path}`;
  await doc.set({ n: 0 });
});

/** Milliseconds after which the client cancels a call that waits. */
const brief = 150;

async function begin(): Promise<unknown> {
  const [begun] = await client.call('BeginTransaction', { database });
  return begun && 'transaction' in begun ? begun.transaction : undefined;
}

/** Holds a read lock on the document until what it returns is called. */
async function hold(): Promise<() => Promise<unknown>> {
  const transaction = await begin();
  await client.call('GetDocument', { name, transaction });
  return () => client.call('Rollback', { database, transaction });
}

test('a write whose call ended while it waited is never done', async () => {
  const release = await hold();
  const update = { name, fields: { n: { integerValue: 1 } } };
  const write = client.call('Commit', { database, writes: [{ update }] }, brief);
  await expect(write).rejects.toMatchObject({ code: 4 });
  await release();
  expect((await doc.get()).data()).toEqual({ n: 0 });
});

test.each<[string, (transaction: unknown) => object, string]>([
  ['in an open transaction', (transaction) => ({ name, transaction }), 'GetDocument'],
  [
    'that begins a transaction',
    () => ({ database, documents: [name], newTransaction: { readWrite: {} } }),
    'BatchGetDocuments',
  ],
])('a read %s whose call ended while it waited gets no lock', async (_, request, method) => {
  const release = await hold();
  const writing = doc.set({ n: 2 });
  await sleep(50); // A transaction that is older than the write would not have to wait for it.
  const transaction = await begin();
  const read = client.call(method, request(transaction), brief);
  await expect(read).rejects.toMatchObject({ code: 4 });
  await release();
  await writing;
  await doc.set({ n: 3 });
  expect((await doc.get()).data()).toEqual({ n: 3 });
});
