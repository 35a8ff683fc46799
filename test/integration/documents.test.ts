import { initializeApp } from 'firebase-admin/app';
import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import * as fc from 'fast-check';
import { databaseOf } from '../../functions/src/platform/firestore';
import { type FirestoreRpc, firestoreRpc } from '../../functions/src/platform/firestoreRpc';
import type { Write } from '../../functions/src/platform/write';
import { startBackend } from '../support/backend';
import { shapes } from '../../functions/src/contracts/shapes';

/** What workers store and read through single RPCs is what the Admin SDK reads and stores. */

const TIMEOUT_MS = 10_000;

let backend: Awaited<ReturnType<typeof startBackend>>;
let db: Firestore;
let rpc: FirestoreRpc;

beforeAll(async () => {
  backend = await startBackend();
  db = databaseOf(initializeApp({ projectId: backend.projectId }, 'documents'));
  rpc = firestoreRpc(backend.projectId);
});

afterAll(() => backend.close());

/** Firestore keeps microseconds. */
const timestamp = fc
  .tuple(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), fc.nat(999_999))
  .map(([seconds, micros]) => new Timestamp(seconds, micros * 1000));

/** A field's name is not empty and not `__…__`. */
const name = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((text) => !/^__.*__$/su.test(text) && text.isWellFormed());

const { value } = fc.letrec((tie) => ({
  scalar: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }).filter((number) => !Object.is(number, -0)),
    fc.string({ unit: 'grapheme' }),
    timestamp,
  ),
  value: fc.oneof(
    { maxDepth: 3 },
    tie('scalar'),
    fc.array(tie('scalar'), { maxLength: 5 }), // no array holds another one
    fc.dictionary(name, tie('value'), { noNullPrototype: true, maxKeys: 5 }),
  ),
}));
const data = fc.dictionary(name, value, { noNullPrototype: true, maxKeys: 8 });

test('a document is the same to workers and to the Admin SDK, whichever wrote it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(data, { minLength: 1, maxLength: 20 }), async (documents) => {
      const paths = documents.map((_, index) => `shares/t${index}`);
      const writes = documents.map((each, index) => ({ path: `shares/t${index}`, data: each }));
      const stored = documents.map((each) => ({ ...each, v: shapes.shares }));
      await rpc.commit(writes, TIMEOUT_MS);
      expect(await bothRead(paths)).toEqual({ sdk: stored, rpc: stored });

      await Promise.all(writes.map((write) => db.doc(write.path).set(write.data)));
      expect(await bothRead(paths)).toEqual({ sdk: documents, rpc: documents });
    }),
    { numRuns: 30 },
  );
});

async function bothRead(paths: readonly string[]) {
  const bySdk = await db.getAll(...paths.map((path) => db.doc(path)));
  const byRpc = new Map(
    (await rpc.batchGet(paths, TIMEOUT_MS)).map((found) => [found.path, found]),
  );
  for (const { ref, updateTime } of bySdk) {
    expect(byRpc.get(ref.path)?.updateTime).toEqual(updateTime);
  }
  return {
    sdk: bySdk.map((snapshot) => snapshot.data()),
    rpc: paths.map((path) => byRpc.get(path)?.data),
  };
}

test('only the named fields are replaced, whatever they are called', async () => {
  const path = 'shares/parts';
  await db.doc(path).set({ kept: 1, 'a.b': { 'c`\\d': 1, other: 2 }, gone: 3 });
  const fields = [['a.b', 'c`\\d'], ['gone'], ['made']];
  const data = { 'a.b': { 'c`\\d': 'new' }, gone: undefined, made: null };
  await rpc.commit([{ path, data, fields }], TIMEOUT_MS);
  expect((await db.doc(path).get()).data()).toEqual({
    kept: 1,
    'a.b': { 'c`\\d': 'new', other: 2 },
    made: null,
    v: shapes.shares,
  });
});

const ALREADY_EXISTS = 6;
const FAILED_PRECONDITION = 9;

test('a precondition that does not hold refuses the whole commit', async () => {
  const { writeTime } = await db.doc('shares/there').set({ n: 1 });
  const other: Write = { path: 'shares/other', data: { n: 2 } };
  const guarded = (precondition: Timestamp | 'absent'): Write[] => [
    { path: 'shares/there', data: { n: 2 }, precondition },
    other,
  ];
  const older = new Timestamp(writeTime.seconds - 1, writeTime.nanoseconds);
  const refused = (precondition: Timestamp | 'absent') =>
    expect(rpc.commit(guarded(precondition), TIMEOUT_MS)).rejects;
  await refused('absent').toMatchObject({ code: ALREADY_EXISTS });
  await refused(older).toMatchObject({ code: FAILED_PRECONDITION });
  expect((await db.doc('shares/other').get()).exists).toBe(false);
  await rpc.commit(guarded(writeTime), TIMEOUT_MS);
  expect((await db.doc('shares/there').get()).data()).toEqual({ n: 2, v: shapes.shares });
});

test('what does not exist is not among what was read', async () => {
  expect(await rpc.batchGet(['shares/nowhere'], TIMEOUT_MS)).toEqual([]);
});
