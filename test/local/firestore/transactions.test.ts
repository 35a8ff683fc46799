import type { DocumentReference } from '@google-cloud/firestore';
import { connect } from './connect';
import type { Connection } from './connect';

let connection: Connection;
let doc: DocumentReference;

beforeAll(async () => {
  connection = await connect();
});
afterAll(() => connection.close());
beforeEach(() => {
  doc = connection.db.collection('docs').doc();
});

const count = async (of: DocumentReference): Promise<number> =>
  ((await of.get()).get('n') as number | undefined) ?? 0;

test('20 transactions that increment one counter at once are all counted', async () => {
  const { db } = connection;
  const increment = () =>
    db.runTransaction(
      async (transaction) => {
        const n = ((await transaction.get(doc)).get('n') as number | undefined) ?? 0;
        transaction.set(doc, { n: n + 1 });
      },
      { maxAttempts: 30 },
    );
  await Promise.all(Array.from({ length: 20 }, increment));
  expect(await count(doc)).toBe(20);
});

test('50 transactions on one counter at once need no more than the default attempts', async () => {
  const { db } = connection;
  const increment = () =>
    db.runTransaction(async (transaction) => {
      const n = ((await transaction.get(doc)).get('n') as number | undefined) ?? 0;
      transaction.set(doc, { n: n + 1 });
    });
  await Promise.all(Array.from({ length: 50 }, increment));
  expect(await count(doc)).toBe(50);
});

test('a transaction that is held open keeps no other from reading', async () => {
  const { db } = connection;
  await doc.set({ n: 1 });
  const seen = await db.runTransaction(async (outer) => {
    const query = doc.parent.where('n', '==', 1);
    await outer.get(query);
    return db.runTransaction(async (inner) => (await inner.get(query)).size);
  });
  expect(seen).toBe(1);
});

test('transactions that share what they read and then all write are retried one after another', async () => {
  const { db } = connection;
  let reading = 0;
  let allHaveRead: () => void = () => undefined;
  const together = new Promise<void>((resolve) => (allHaveRead = resolve));
  const attempts: number[] = [];
  const increment = async (_: unknown, i: number) =>
    db.runTransaction(async (transaction) => {
      attempts[i] = (attempts[i] ?? 0) + 1;
      const n = ((await transaction.get(doc)).get('n') as number | undefined) ?? 0;
      if (++reading === 5) allHaveRead();
      await together;
      transaction.set(doc, { n: n + 1 });
    });
  await Promise.all(Array.from({ length: 5 }, increment));
  expect(await count(doc)).toBe(5);
  expect(attempts.sort()).toEqual([1, 2, 2, 2, 2]);
});

test('of two transactions that each see no match and create one, one creates', async () => {
  const { db } = connection;
  for (let round = 0; round < 10; round++) {
    const matches = doc.collection('c').where('round', '==', round);
    const createIfNone = () =>
      db.runTransaction(async (transaction) => {
        if (!(await transaction.get(matches)).empty) return 0;
        transaction.create(doc.collection('c').doc(), { round });
        return 1;
      });
    const created = await Promise.all([createIfNone(), createIfNone()]);
    expect(created.reduce<number>((a, b) => a + b, 0)).toBe(1);
  }
});

test('of two transactions that each read both and write one, the second sees the first', async () => {
  const { db } = connection;
  const [a, b] = [doc.collection('duty').doc('a'), doc.collection('duty').doc('b')];
  for (let round = 0; round < 5; round++) {
    await db.batch().set(a, { on: true }).set(b, { on: true }).commit();
    const leave = (who: DocumentReference) =>
      db.runTransaction(async (transaction) => {
        const [first, second] = await transaction.getAll(a, b);
        if (first?.get('on') === true && second?.get('on') === true) {
          transaction.update(who, { on: false });
        }
      });
    await Promise.all([leave(a), leave(b)]);
    expect((await doc.collection('duty').where('on', '==', true).get()).size).toBe(1);
  }
});

test('transactions that lock two documents in opposite order both finish', async () => {
  const { db } = connection;
  const [a, b] = [doc.collection('pair').doc('a'), doc.collection('pair').doc('b')];
  const both = (first: DocumentReference, second: DocumentReference) =>
    db.runTransaction(async (transaction) => {
      const n = ((await transaction.get(first)).get('n') as number | undefined) ?? 0;
      const m = ((await transaction.get(second)).get('n') as number | undefined) ?? 0;
      transaction.set(first, { n: n + 1 }).set(second, { n: m + 1 });
    });
  await Promise.all([both(a, b), both(b, a)]);
  expect([await count(a), await count(b)]).toEqual([2, 2]);
});

test('a plain write waits for the transaction that has read the document', async () => {
  const { db } = connection;
  await doc.set({ n: 1 });
  let plain: Promise<unknown> = Promise.resolve();
  await db.runTransaction(async (transaction) => {
    const n = (await transaction.get(doc)).get('n') as number;
    plain = doc.set({ n: 100 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    transaction.set(doc.collection('seen').doc('it'), { n });
    transaction.update(doc, { n: n + 1 });
  });
  await plain;
  expect(await count(doc)).toBe(100);
});

test('a read-only transaction at a past time sees the state of that time', async () => {
  const { db } = connection;
  const collection = doc.collection('past');
  await collection.doc('changed').set({ n: 1 });
  await collection.doc('deleted').set({ n: 2 });
  const { writeTime } = await collection.doc('last').set({ n: 3 });
  await collection.doc('changed').set({ n: 9 });
  await collection.doc('deleted').delete();
  await collection.doc('new').set({ n: 0 });
  const seen = await db.runTransaction(
    async (transaction) => {
      const { docs } = await transaction.get(collection.orderBy('n', 'desc'));
      const missing = await transaction.get(collection.doc('new'));
      return [docs.map(({ id }) => id), missing.exists];
    },
    { readOnly: true, readTime: writeTime },
  );
  expect(seen).toEqual([['last', 'deleted', 'changed'], false]);
});

test('a transaction that fails writes nothing and frees its locks', async () => {
  const { db } = connection;
  const failing = db.runTransaction(async (transaction) => {
    await transaction.get(doc);
    transaction.set(doc, { n: 1 });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await doc.create({ n: 2 });
  expect(await count(doc)).toBe(2);
});
