import { FieldValue, Timestamp } from '@google-cloud/firestore';
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
  doc = connection.db.collection('writes').doc();
});

describe('a failed precondition has its own code', () => {
  test('create of an existing document is ALREADY_EXISTS', async () => {
    await doc.create({});
    await expect(doc.create({})).rejects.toMatchObject({ code: 6 });
  });

  test('update of a missing document is NOT_FOUND', async () => {
    await expect(doc.update({ a: 1 })).rejects.toMatchObject({ code: 5 });
  });

  test('an update time that is not the stored one is FAILED_PRECONDITION', async () => {
    await doc.set({ a: 1 });
    const lastUpdateTime = Timestamp.fromMillis(1000);
    await expect(doc.update({ a: 2 }, { lastUpdateTime })).rejects.toMatchObject({ code: 9 });
    await expect(doc.delete({ lastUpdateTime })).rejects.toMatchObject({ code: 9 });
  });

  test('a batch with one failed precondition writes nothing', async () => {
    const other = doc.parent.doc();
    const batch = connection.db.batch().set(other, { a: 1 }).update(doc, { a: 1 });
    await expect(batch.commit()).rejects.toMatchObject({ code: 5 });
    expect((await other.get()).exists).toBe(false);
  });
});

test.each<[string, unknown, unknown, unknown]>([
  ['increment adds integers', 1, FieldValue.increment(2), 3],
  ['increment by a double makes a double', 1, FieldValue.increment(0.5), 1.5],
  ['increment starts from what is no number', 'x', FieldValue.increment(2), 2],
  ['increment starts a missing field', undefined, FieldValue.increment(2), 2],
  ['arrayUnion adds what is missing, once', [1, 2], FieldValue.arrayUnion(2, 3, 3), [1, 2, 3]],
  ['arrayUnion starts a missing field', undefined, FieldValue.arrayUnion(1), [1]],
  ['arrayRemove takes every equal element', [1, 2, 1.0], FieldValue.arrayRemove(1), [2]],
  ['delete takes the field', 1, FieldValue.delete(), undefined],
])('%s', async (_rule, before, change, after) => {
  await doc.set({ field: before });
  await doc.update({ field: change });
  expect((await doc.get()).get('field')).toEqual(after);
});

test('an integer saturates at 64 bits', async () => {
  const big = 2n ** 63n - 1n;
  await doc.set({ n: big });
  await doc.update({ n: FieldValue.increment(5) });
  expect((await doc.parent.where('n', '==', big).get()).docs.map(({ id }) => id)).toEqual([doc.id]);
});

test('set without merge applies increments and unions to nothing', async () => {
  await doc.set({ n: 5, list: [1] });
  await doc.set({ n: FieldValue.increment(1), list: FieldValue.arrayUnion(2) });
  expect((await doc.get()).data()).toEqual({ n: 1, list: [2] });
});

test('set with merge keeps what it does not name, in maps too', async () => {
  await doc.set({ a: 1, map: { x: 1, y: 2 } });
  await doc.set({ map: { y: 3 } }, { merge: true });
  expect((await doc.get()).data()).toEqual({ a: 1, map: { x: 1, y: 3 } });
});

test('an update that changes nothing keeps the update time', async () => {
  const first = await doc.set({ a: 1, b: { c: [1] } });
  const second = await doc.update({ a: 1 });
  expect(second.writeTime.isEqual(first.writeTime)).toBe(true);
  expect((await doc.get()).updateTime?.isEqual(first.writeTime)).toBe(true);
});

test('each commit has its own, later time', async () => {
  const results = await Promise.all(
    Array.from({ length: 50 }, (_, i) => doc.parent.doc().set({ i })),
  );
  const times = results.map(({ writeTime }) => writeTime.valueOf());
  expect(new Set(times).size).toBe(50);
});

test('several writes to one document in a batch build on each other', async () => {
  const batch = connection.db.batch();
  batch
    .create(doc, { a: 1 })
    .update(doc, { b: 2 })
    .update(doc, { a: FieldValue.increment(1) });
  await batch.commit();
  expect((await doc.get()).data()).toEqual({ a: 2, b: 2 });
});

test.each(['__reserved__', '.', '..', 'x'.repeat(1501)])('the id %.20s is refused', async (id) => {
  await expect(doc.parent.doc(id).set({})).rejects.toMatchObject({ code: 3 });
});

test.each(['____', '.a.', '__id7__', '__x', 'ünï/c/öde'])('the id %s may be used', async (id) => {
  const odd = doc.parent.doc(id);
  await odd.set({ id });
  expect((await odd.get()).data()).toEqual({ id });
});

test('a document over 1 MiB is refused', async () => {
  await expect(doc.set({ text: 'x'.repeat(1_048_576) })).rejects.toMatchObject({ code: 3 });
});

test('a BulkWriter reports each write; a delete has no time', async () => {
  const writer = connection.db.bulkWriter();
  const create = writer.create(doc, { a: 1 });
  const missing = writer.update(doc.parent.doc(), { a: 1 }).catch((error: unknown) => error);
  await writer.flush();
  const deleted = writer.delete(doc);
  await writer.close();
  expect((await create).writeTime.toMillis()).toBeGreaterThan(0);
  expect((await deleted).writeTime.toMillis()).toBe(0);
  expect(await missing).toMatchObject({ code: 5 });
});
