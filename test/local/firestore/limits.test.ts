import { connect } from './connect';
import type { Connection } from './connect';
import { rawClient } from './rawClient';
import type { RawClient } from './rawClient';

let connection: Connection;
let client: RawClient;
let database: string;

beforeAll(async () => {
  connection = await connect();
  client = rawClient(connection.host);
  database = `projects/${connection.project}/databases/(default)`;
});
afterAll(async () => {
  client.close();
  await connection.close();
});

const one = { integerValue: 1 };
const text = (bytes: number) => ({ stringValue: 'x'.repeat(bytes) });
const map = (fields: object) => ({ mapValue: { fields } });
const array = (...values: object[]) => ({ arrayValue: { values } });
const integers = (count: number) => array(...Array.from({ length: count }, () => one));

/** A value within so many maps, or arrays and maps by turns. */
function nested(levels: number, arrays = false): object {
  if (levels === 0) return one;
  const inner = nested(levels - 1, arrays);
  return arrays && levels % 2 === 0 ? array(inner) : map({ f: inner });
}

const write = (fields: object, path = 'c/d') => ({
  update: { name: `${database}/documents/${path}`, fields },
});
const commit = (...writes: object[]) => client.call('Commit', { database, writes });
const set = (fields: object) => commit(write(fields));
const setAt = (path: string) => commit(write({}, path));
const ids = (count: number, bytes: number) =>
  Array.from({ length: count }, () => 'i'.repeat(bytes)).join('/');
const transforms = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ fieldPath: `f${i}`, increment: one }));
const batch = (paths: readonly string[]) =>
  client.call('BatchWrite', { database, writes: paths.map((path) => write({}, path)) });
const docs = (count: number) => Array.from({ length: count }, (_, i) => `c/${i}`);

const query = (structuredQuery: object) =>
  client.call('RunQuery', {
    parent: `${database}/documents`,
    structuredQuery: { from: [{ collectionId: 'c' }], ...structuredQuery },
  });
const filter = (fieldPath: string, op: string, value: object) => ({
  fieldFilter: { field: { fieldPath }, op, value },
});
const filters = (count: number, op: string) =>
  query({
    where: {
      compositeFilter: {
        op: 'AND',
        filters: Array.from({ length: count }, (_, i) => filter(`f${i}`, op, one)),
      },
    },
  });
const order = (...fields: string[]) =>
  query({ orderBy: fields.map((fieldPath) => ({ field: { fieldPath } })) });

type Call = () => Promise<unknown>;

test.each<[string, Call, Call]>([
  [
    'a value is 1 MiB less 89 bytes',
    () => set({ f: text(1_048_487) }),
    () => set({ f: text(1_048_488) }),
  ],
  [
    'a document is 1 MiB: its name, its fields and 32 bytes',
    () => set({ f: text(500_000), g: text(1_048_576 - 500_000 - (16 + 2 + 2) - 32 - 6) }),
    () => set({ f: text(500_000), g: text(1_048_576 - 500_000 - (16 + 2 + 2) - 32 - 5) }),
  ],
  [
    'a request is 10 MiB',
    () => commit(...Array.from({ length: 10 }, (_, i) => write({ f: text(1_000_000) }, `c/${i}`))),
    () => commit(...Array.from({ length: 11 }, (_, i) => write({ f: text(1_000_000) }, `c/${i}`))),
  ],
  [
    'an id is 1,500 bytes',
    () => setAt(`c/${'é'.repeat(750)}`),
    () => setAt(`c/${'é'.repeat(751)}`),
  ],
  [
    "a collection's id is 1,500 bytes",
    () => setAt(`${'c'.repeat(1500)}/d`),
    () => setAt(`${'c'.repeat(1501)}/d`),
  ],
  ['a name is 6 KiB', () => setAt(ids(6, 1000)), () => setAt(ids(6, 1050))],
  ['collections are nested 100 deep', () => setAt(ids(200, 1)), () => setAt(ids(202, 1))],
  [
    'a field name is 1,500 bytes',
    () => set({ ['n'.repeat(1500)]: one }),
    () => set({ ['n'.repeat(1501)]: one }),
  ],
  [
    'a field path is 1,500 bytes',
    () => set({ ['n'.repeat(999)]: map({ ['m'.repeat(500)]: one }) }),
    () => set({ ['n'.repeat(999)]: map({ ['m'.repeat(501)]: one }) }),
  ],
  ['maps are nested 20 deep', () => set({ f: nested(20) }), () => set({ f: nested(21) })],
  [
    'maps and arrays are nested 20 deep',
    () => set({ f: nested(20, true) }),
    () => set({ f: nested(21, true) }),
  ],
  [
    'an array holds arrays within maps only',
    () => set({ f: array(map({ g: array() })) }),
    () => set({ f: array(array()) }),
  ],
  [
    'a field name is not reserved',
    () => set({ ____: one, a: map({ __b: one }) }),
    () => set({ a: map({ __b__: one }) }),
  ],
  ['a field name is not empty', () => set({ ' ': one }), () => set({ a: map({ '': one }) })],
  [
    'a latitude is 90 degrees',
    () => set({ f: { geoPointValue: { latitude: -90, longitude: 180 } } }),
    () => set({ f: { geoPointValue: { latitude: 91 } } }),
  ],
  [
    'a timestamp is in the year 9999',
    () => set({ f: { timestampValue: { seconds: 253_402_300_799 } } }),
    () => set({ f: { timestampValue: { seconds: 253_402_300_800 } } }),
  ],
  [
    'a reference names a resource',
    () => set({ f: { referenceValue: `${database}/documents/a/b` } }),
    () => set({ f: { referenceValue: 'a/b' } }),
  ],
  [
    'a document has 500 transforms in a commit',
    () => commit({ ...write({}), updateTransforms: transforms(500) }),
    () =>
      commit(
        { ...write({}), updateTransforms: transforms(300) },
        { ...write({}), updateTransforms: transforms(201) },
      ),
  ],
  ['a BatchWrite has 500 writes', () => batch(docs(500)), () => batch(docs(501))],
  [
    'a BatchWrite has one write a document',
    () => batch(['c/a', 'c/b']),
    () => batch(['c/a', 'c/a']),
  ],
  [
    'IN has 30 values',
    () => query({ where: filter('f', 'IN', integers(30)) }),
    () => query({ where: filter('f', 'IN', integers(31)) }),
  ],
  [
    'NOT_IN has 10 values',
    () => query({ where: filter('f', 'NOT_IN', integers(10)) }),
    () => query({ where: filter('f', 'NOT_IN', integers(11)) }),
  ],
  [
    'a query compares 10 fields',
    () => filters(10, 'GREATER_THAN'),
    () => filters(11, 'GREATER_THAN'),
  ],
  ['a query has 100 filters', () => filters(100, 'EQUAL'), () => filters(101, 'EQUAL')],
  ['a query sorts by each field once', () => order('a', 'b'), () => order('a', 'a')],
])('at most: %s', async (_limit, allowed, refused) => {
  await expect(allowed()).resolves.toBeDefined();
  await expect(refused()).rejects.toMatchObject({ code: 3 });
});

test('a commit may have more than 500 writes', async () => {
  await expect(commit(...docs(501).map((path) => write({}, path)))).resolves.toHaveLength(1);
});

test('a refused commit writes nothing', async () => {
  const refused = commit(write({}, 'refused/a'), write({ f: array(array()) }, 'refused/b'));
  await expect(refused).rejects.toMatchObject({ code: 3 });
  expect((await connection.db.collection('refused').get()).size).toBe(0);
});
