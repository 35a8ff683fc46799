import { placeOf } from '../../../local/firestore/documents/place';
import { IndexEntries } from '../../../local/firestore/indexes/indexEntries';
import type { Fields, Value } from '../../../local/firestore/values/value';
import { connect } from './connect';
import type { Connection } from './connect';

const ascending = (fieldPath: string) => ({ fieldPath, order: 'ASCENDING' });
const indexes = {
  indexes: [
    { collectionGroup: 'c', fields: ['a', 'b', 'c', 'd', 'e', 'f'].map(ascending) },
    {
      collectionGroup: 'tagged',
      fields: [{ fieldPath: 'tags', arrayConfig: 'CONTAINS' }, ascending('n')],
    },
  ],
  fieldOverrides: [
    { collectionGroup: 'c', fieldPath: 'exempt', indexes: [] },
    {
      collectionGroup: 'tasks',
      fieldPath: 'priority',
      indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION_GROUP' }],
    },
  ],
};

let connection: Connection;

beforeAll(async () => {
  connection = await connect({ indexes: { '(default)': indexes } });
});
afterAll(() => connection.close());

const set = (fields: object) => connection.db.doc('c/d').set(fields);
const integers = (count: number) => Array.from({ length: count }, (_, i) => i);
const text = (bytes: number) => 'x'.repeat(bytes);
const long = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, text(2000)]));

const integer: Value = { valueType: 'integerValue', integerValue: '1' };
const boolean: Value = { valueType: 'booleanValue', booleanValue: true };
const array: Value = {
  valueType: 'arrayValue',
  arrayValue: { values: [integer, integer, boolean] },
};
const map: Value = { valueType: 'mapValue', mapValue: { fields: { city: integer } } };

describe('a document has these entries', () => {
  const task = placeOf('users/jeff/tasks/my_task_id');
  test.each<[string, Fields, number[]]>([
    // 44 bytes for its name, 27 for that of its parent, 32, the field's name and the value.
    ['a value up and down', { done: boolean }, [109, 109]],
    ['only what an override says', { priority: integer }, [93]],
    ['an array as a whole and each element once', { t: array }, [122, 122, 113, 106]],
    ['a map as a whole and each field in it', { m: map }, [118, 118, 118, 118]],
    ['none for an empty document', {}, []],
  ])('%s', (_, fields, sizes) => {
    expect([...new IndexEntries({ place: task, fields }, indexes).sizes()]).toEqual(sizes);
  });

  test('in a composite index one for each element, or none when a field is missing', () => {
    const place = placeOf('tagged/x');
    const count = (fields: Fields) =>
      [...new IndexEntries({ place, fields }, indexes).sizes()].length;
    expect(count({ tags: array, n: integer })).toBe(4 + 2 + 2);
    expect(count({ tags: array })).toBe(4);
    expect(count({ n: integer })).toBe(2);
  });
});

test.each([
  ['a document has 40,000 entries', { f: integers(39_998) }, { f: integers(39_999) }],
  ['an entry has 7.5 KiB', { ...long, f: text(111) }, { ...long, f: text(112) }],
  [
    'the entries of a document have 8 MiB',
    { [text(162)]: integers(35_000) },
    { [text(163)]: integers(35_000) },
  ],
])('at most: %s', async (_, allowed, refused) => {
  await set(allowed);
  await expect(set(refused)).rejects.toMatchObject({ code: 3 });
});

test('a field without indexes has no limit of entries', async () => {
  await expect(set({ exempt: integers(50_000) })).resolves.toBeDefined();
});

test('a query tells values apart by their first 1,500 bytes', async () => {
  const { db } = connection;
  const values = { z: `${text(1500)}1`, y: `${text(1500)}2`, x: text(1500), w: text(1499) };
  for (const [id, f] of Object.entries(values)) await db.doc(`truncated/${id}`).set({ f });
  const truncated = db.collection('truncated');
  const ids = async (query: FirebaseFirestore.Query) =>
    (await query.get()).docs.map(({ id }) => id);
  expect(await ids(truncated.orderBy('f'))).toEqual(['w', 'x', 'y', 'z']);
  expect(await ids(truncated.where('f', '==', values.z))).toEqual(['x', 'y', 'z']);
  expect(await ids(truncated.where('f', '>', values.w))).toEqual(['x', 'y', 'z']);
  expect((await truncated.doc('z').get()).get('f')).toBe(values.z);
});
