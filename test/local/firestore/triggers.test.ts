import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
// The functions SDK's own decoder, which its package does not export.
import { google } from '../../../node_modules/firebase-functions/protos/compiledFirestore';
import { connect } from './connect';
import type { Connection } from './connect';

interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let functions: Server;
let connection: Connection;
let received: Received[] = [];
const decoded = google.events.cloud.firestore.v1.DocumentEventData;

beforeAll(async () => {
  functions = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ url: request.url ?? '', headers: request.headers, body });
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => functions.listen(0, '127.0.0.1', resolve));
  const { port } = functions.address() as AddressInfo;
  connection = await connect({ functionsEmulator: `127.0.0.1:${port}` });
});
afterAll(async () => {
  await connection.close();
  functions.close();
});
beforeEach(() => {
  received = [];
});

async function register(id: string, event: string, value: string, matchType = 'PATH_PATTERN') {
  const { host, project } = connection;
  const url = `http://${host}/emulator/v1/projects/${project}/eventarcTrigger?eventarcTriggerId=${id}`;
  const eventType = `google.cloud.firestore.document.v1.${event}`;
  const body = JSON.stringify({
    eventType,
    database: '(default)',
    namespace: '(default)',
    document: { value, matchType },
  });
  expect((await fetch(url, { method: 'POST', body })).status).toBe(200);
}

const kinds = () =>
  received.map(({ url, headers }) => [url.split('/').at(-1), headers['ce-document']]);

test('an event carries the document before and after as the functions SDK decodes it', async () => {
  await register('r-written-0', 'written', 'orders/{id}');
  const doc = connection.db.doc('orders/one');
  await doc.set({ n: 1, text: 'é' });
  await doc.update({ n: 2 });
  await connection.server?.idle();
  const [created, updated] = received;
  expect(created).toMatchObject({
    url: `/functions/projects/${connection.project}/triggers/r-written-0`,
    headers: {
      'content-type': 'application/protobuf',
      'ce-type': 'google.cloud.firestore.document.v1.written',
      'ce-source': `//firestore.googleapis.com/projects/${connection.project}/databases/(default)`,
      'ce-subject': 'documents/orders/one',
      'ce-document': 'orders/one',
    },
  });
  const event = decoded.toObject(decoded.decode(Buffer.from(updated?.body ?? '', 'base64')), {
    longs: Number,
  });
  const name = `projects/${connection.project}/databases/(default)/documents/orders/one`;
  const textField = { stringValue: 'é' };
  expect(event).toMatchObject({
    value: { name, fields: { n: { integerValue: 2 }, text: textField } },
    oldValue: { name, fields: { n: { integerValue: 1 }, text: textField } },
  });
});

test('only the triggers of that kind and path hear of a change', async () => {
  await register('created', 'created', 'shops/{id}/items/{item}');
  await register('updated', 'updated', 'shops/{id}/items/{item}');
  await register('deleted', 'deleted', 'shops/a/items/x', 'EXACT');
  const doc = connection.db.doc('shops/a/items/x');
  await doc.set({ n: 1 });
  await doc.set({ n: 2 });
  await doc.delete();
  await connection.db.doc('shops/a').set({ n: 1 });
  await connection.server?.idle();
  expect(kinds().sort()).toEqual([
    ['created', 'shops/a/items/x'],
    ['deleted', 'shops/a/items/x'],
    ['updated', 'shops/a/items/x'],
  ]);
});

test('a commit is one event a document, and none where nothing changes', async () => {
  await register('any', 'written', 'plain/{id}');
  const [a, b] = [connection.db.doc('plain/a'), connection.db.doc('plain/b')];
  await connection.db.batch().set(a, { n: 1 }).update(a, { m: 2 }).set(b, { n: 1 }).commit();
  await a.update({ n: 1 });
  await connection.server?.idle();
  expect(kinds().sort()).toEqual([
    ['any', 'plain/a'],
    ['any', 'plain/b'],
  ]);
});

test('events of one document come in the order of its commits, each once though it fails', async () => {
  await register('ordered', 'written', 'ordered/{id}');
  const doc = connection.db.doc('ordered/x');
  for (let n = 0; n < 10; n++) await doc.set({ n });
  await connection.server?.idle();
  const values = received.map(({ body }) => {
    const { value } = decoded.decode(Buffer.from(body, 'base64'));
    return Number(value?.fields?.['n']?.integerValue);
  });
  expect(values).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a document id outside ASCII makes a structured event', async () => {
  await register('odd', 'created', 'odd/{id}');
  await connection.db.doc('odd/日本').set({});
  await connection.server?.idle();
  expect(received[0]?.headers['content-type']).toBe('application/cloudevents+json');
  const event = JSON.parse(received[0]?.body ?? '') as { document: string; data: number[] };
  expect(event.document).toBe('odd/日本');
  expect(decoded.decode(Buffer.from(event.data)).value?.name).toContain('/odd/日本');
});
