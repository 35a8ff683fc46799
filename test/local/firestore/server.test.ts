import { once } from 'node:events';
import { type Settings, connect as connectHttp2 } from 'node:http2';
import { clientOf, connect } from './connect';
import { spawnFirestore, startFirestore } from '../../../local/firestore/index';

test('usage counts what production bills, and calls', async () => {
  const { db, server, close } = await connect({});
  const doc = db.doc('c/a');
  await db.batch().set(doc, { n: 1 }).set(db.doc('c/b'), { n: 2 }).commit();
  await doc.get();
  await db.doc('c/missing').get();
  await db.collection('c').where('n', '>', 0).get();
  await db.collection('c').where('n', '>', 5).get();
  await db.collection('c').count().get();
  await doc.delete();
  expect(server?.usage).toEqual({
    reads: 1 + 1 + 2 + 1 + 1,
    writes: 2,
    deletes: 1,
    rpcs: { Commit: 2, BatchGetDocuments: 2, RunQuery: 2, RunAggregationQuery: 1 },
  });
  server?.resetUsage();
  expect(server?.usage).toEqual({ reads: 0, writes: 0, deletes: 0, rpcs: {} });
  await close();
});

test('a listener hears of each change of a commit until it stops', async () => {
  const { db, server, close } = await connect({});
  const heard: string[] = [];
  const stop = server?.onCommit(({ type, path, newDocument }) => {
    heard.push(`${type} ${path} ${String(newDocument !== undefined)}`);
  });
  await db.doc('c/a').set({ n: 1 });
  await db.doc('c/a').set({ n: 1 });
  await db.doc('c/a').set({ n: 2 });
  await db.doc('c/a').delete();
  stop?.();
  await db.doc('c/a').set({ n: 3 });
  expect(heard).toEqual(['created c/a true', 'updated c/a true', 'deleted c/a false']);
  await close();
});

test('a DELETE over HTTP drops the documents of one project', async () => {
  const { db, host, project, close } = await connect({});
  const other = clientOf(host, 'demo-other');
  await db.doc('c/a').set({});
  await other.doc('c/a').set({});
  const url = `http://${host}/emulator/v1/projects/${project}/databases/(default)/documents`;
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(200);
  expect((await db.collection('c').get()).size).toBe(0);
  expect((await other.collection('c').get()).size).toBe(1);
  await other.terminate();
  await close();
});

test('when all documents are dropped, so is their past', async () => {
  const { db, server, close } = await connect({});
  const { writeTime } = await db.doc('c/a').set({});
  const readThen = () =>
    db.runTransaction((transaction) => transaction.get(db.doc('c/a')), {
      readOnly: true,
      readTime: writeTime,
    });
  await db.doc('c/b').set({});
  expect((await readThen()).exists).toBe(true);
  server?.clear();
  await expect(readThen()).rejects.toMatchObject({ code: 9 });
  await close();
});

test('latency holds back each answer', async () => {
  const { db, close } = await connect({ latencyMs: 30 });
  await db.doc('c/a').set({});
  const start = performance.now();
  await db.doc('c/a').get();
  expect(performance.now() - start).toBeGreaterThanOrEqual(29);
  await close();
});

test('a taken port is an error', async () => {
  const server = await startFirestore();
  const port = Number(server.host.split(':')[1]);
  await expect(startFirestore({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await server.close();
});

test('the same server runs in a process of its own', async () => {
  const server = await spawnFirestore();
  const db = clientOf(server.host, 'demo-spawned');
  await db.doc('c/a').set({ n: 1 });
  expect((await db.doc('c/a').get()).data()).toEqual({ n: 1 });
  expect(await server.usage()).toMatchObject({ reads: 1, writes: 1 });
  await db.terminate();
  await server.close();
});

test('a client may send a large commit without waiting for an acknowledgement', async () => {
  const server = await startFirestore({});
  const session = connectHttp2(`http://${server.host}`);
  const [{ initialWindowSize }] = (await once(session, 'remoteSettings')) as [Settings];
  expect(initialWindowSize).toBe(4 * 1024 * 1024);
  await new Promise((resolve) => session.ping(resolve)); // the connection's window has come by now
  expect(session.state.remoteWindowSize).toBe(4 * 1024 * 1024);
  session.destroy();
  await server.close();
});
