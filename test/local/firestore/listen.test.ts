import type { DocumentData, DocumentReference, Query } from '@google-cloud/firestore';
import { connect } from './connect';
import type { Connection } from './connect';

let connection: Connection;
beforeAll(async () => {
  connection = await connect();
});
afterAll(() => connection.close());

/** Collects what a listener is told until it is told `last`. */
function seen<T>(listen: (onNext: (state: T) => void) => () => void, last: T): Promise<T[]> {
  const states: T[] = [];
  return new Promise((resolve) => {
    const stop = listen((state) => {
      states.push(state);
      if (JSON.stringify(state) !== JSON.stringify(last)) return;
      stop();
      resolve(states);
    });
  });
}

const dataOf = (doc: DocumentReference) => (onNext: (data: DocumentData | null) => void) =>
  doc.onSnapshot((snapshot) => {
    onNext(snapshot.data() ?? null);
  });

const idsOf = (query: Query) => (onNext: (ids: string[]) => void) =>
  query.onSnapshot(({ docs }) => {
    onNext(docs.map(({ id }) => id));
  });

test('a listener on a document is told that it is missing, created, changed and deleted', async () => {
  const doc = connection.db.collection('heard').doc();
  const states: (DocumentData | null)[] = [];
  const told = (state: DocumentData | null) =>
    new Promise<void>((resolve) => {
      const check = setInterval(() => {
        if (JSON.stringify(states.at(-1)) !== JSON.stringify(state)) return;
        clearInterval(check);
        resolve();
      }, 5);
    });
  const stop = dataOf(doc)((state) => states.push(state));
  await told(null);
  await doc.set({ n: 1 });
  await told({ n: 1 });
  await doc.update({ n: 2 });
  await told({ n: 2 });
  await doc.delete();
  await told(null);
  stop();
  expect(states).toEqual([null, { n: 1 }, { n: 2 }, null]);
});

test('a listener on a query is told of documents that enter, move and leave', async () => {
  const collection = connection.db.collection('ranks');
  await collection.doc('a').set({ n: 1 });
  await collection.doc('b').set({ n: 2 });
  const query = collection.where('n', '>', 0).orderBy('n').limit(2);
  const states = seen(idsOf(query), ['c', 'b']);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await collection.doc('c').set({ n: 0.5 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await collection.doc('a').delete();
  expect(await states).toEqual([
    ['a', 'b'],
    ['c', 'a'],
    ['c', 'b'],
  ]);
});
