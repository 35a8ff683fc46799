import { AggregateField, FieldPath } from '@google-cloud/firestore';
import type { CollectionReference, Query } from '@google-cloud/firestore';
import fc from 'fast-check';
import { connect } from './connect';
import type { Connection } from './connect';

let connection: Connection;
let collection: CollectionReference;

beforeAll(async () => {
  connection = await connect();
});
afterAll(() => connection.close());
beforeEach(() => {
  collection = connection.db.collection('root').doc().collection('c');
});

const ids = async (query: Query) => (await query.get()).docs.map(({ id }) => id);

async function fill(documents: Record<string, object>): Promise<void> {
  const batch = connection.db.batch();
  for (const [id, data] of Object.entries(documents)) batch.set(collection.doc(id), data);
  await batch.commit();
}

describe('values of one field', () => {
  /** In Firestore's order; equal ones share a row. */
  const ordered = (): [string, unknown][] => [
    ['null', null],
    ['false', false],
    ['true', true],
    ['nan', NaN],
    ['-inf', -Infinity],
    ['-1', -1],
    ['0', 0],
    ['1.5', 1.5],
    ['2^53', 2 ** 53],
    ['2^53+1', 2n ** 53n + 1n],
    ['inf', Infinity],
    ['date', new Date(0)],
    ['empty', ''],
    ['a', 'a'],
    ['a0', 'a\0'],
    ['ab', 'ab'],
    ['bmp', '\uFFFD'],
    ['astral', '\u{1F600}'],
    ['bytes', Buffer.from([0])],
    ['ref', connection.db.doc('a/b')],
    ['array', []],
    ['array1', [1]],
    ['map', {}],
    ['map1', { a: 1 }],
  ];

  beforeEach(() => fill(Object.fromEntries(ordered().map(([id, v]) => [id, { v }]))));

  test('sort by type, then by value', async () => {
    const expected = ordered().map(([id]) => id);
    expect(await ids(collection.orderBy('v'))).toEqual(expected);
    expect(await ids(collection.orderBy('v', 'desc'))).toEqual(expected.reverse());
  });

  test('compare within the type of the operand only', async () => {
    expect(await ids(collection.where('v', '<', 1.5))).toEqual(['-inf', '-1', '0']);
    expect(await ids(collection.where('v', '>=', 'ab'))).toEqual(['ab', 'bmp', 'astral']);
    expect(await ids(collection.where('v', '>', false))).toEqual(['true']);
    expect(await ids(collection.where('v', '>=', []))).toEqual(['array', 'array1']);
    expect(await ids(collection.where('v', '>', 2 ** 53))).toEqual(['2^53+1', 'inf']);
  });

  test('are found by equality, null and NaN included', async () => {
    expect(await ids(collection.where('v', '==', null))).toEqual(['null']);
    expect(await ids(collection.where('v', '==', NaN))).toEqual(['nan']);
    expect(await ids(collection.where('v', '==', -0))).toEqual(['0']);
    expect(await ids(collection.where('v', 'in', [1.5, 'a', {}]))).toEqual(['1.5', 'a', 'map']);
  });

  test('differ from an operand unless null or missing', async () => {
    await collection.doc('missing').set({});
    const all = ordered().map(([id]) => id);
    const without = (...left: string[]) => all.filter((id) => !left.includes(id));
    expect(await ids(collection.where('v', '!=', 'a'))).toEqual(without('null', 'a'));
    expect(await ids(collection.where('v', '!=', null))).toEqual(without('null'));
    expect(await ids(collection.where('v', 'not-in', ['a', true]))).toEqual(
      without('null', 'a', 'true'),
    );
    expect(await ids(collection.where('v', 'not-in', ['a', null]))).toEqual([]);
  });
});

test('an order leaves out documents without the field', async () => {
  await fill({ a: { n: 1 }, b: {}, c: { n: 0 } });
  expect(await ids(collection.orderBy('n'))).toEqual(['c', 'a']);
});

test('pages by a merge of 30 values give each document once, in order', async () => {
  const documents = Array.from(
    { length: 400 },
    (_, i) => [`d${i}`, { shard: i % 40, at: (i * 7919) % 101 }] as const,
  );
  await fill(Object.fromEntries(documents));
  const shards = Array.from({ length: 30 }, (_, i) => i);
  const due = collection.where('shard', 'in', shards).where('at', '<=', 80).orderBy('at');
  const seen: string[] = [];
  for (let page = await due.limit(37).get(); ;) {
    seen.push(...page.docs.map(({ id }) => id));
    const last = page.docs.at(-1);
    if (!last) break;
    page = await due.startAfter(last).limit(37).get();
  }
  const expected = documents
    .filter(([, { shard, at }]) => shard < 30 && at <= 80)
    .sort(([a, x], [b, y]) => x.at - y.at || (a < b ? -1 : 1));
  expect(seen).toEqual(expected.map(([id]) => id));
  expect((await due.count().get()).data()).toEqual({ count: expected.length });
});

test('a collection group spans all depths, a collection only its own documents', async () => {
  await fill({ a: { n: 1 } });
  const deep = collection.doc('a').collection('c');
  await deep.doc('deep').set({ n: 0 });
  expect(await ids(collection.orderBy('n'))).toEqual(['a']);
  const group = connection.db
    .collectionGroup('c')
    .where(FieldPath.documentId(), '>=', collection.doc('a'));
  const below = await ids(group.where(FieldPath.documentId(), '<', collection.doc('b')));
  expect(below).toEqual(['a', 'deep']);
  const beyond = connection.db
    .collectionGroup('c')
    .where(FieldPath.documentId(), '>', collection.doc('a'))
    .where(FieldPath.documentId(), '<', deep.doc('z'));
  expect(await ids(beyond)).toEqual(['deep']);
});

test('aggregations leave out what has no number, and overflow to a double', async () => {
  await fill({ a: { n: 1 }, b: { n: 2.5 }, c: { n: 'x' }, d: {} });
  const numbers = { sum: AggregateField.sum('n'), average: AggregateField.average('n') };
  const totals = collection.aggregate({ count: AggregateField.count(), ...numbers });
  expect((await totals.get()).data()).toEqual({ count: 3, sum: 3.5, average: 1.75 });
  const big = collection.parent?.collection('big') ?? collection;
  await big.add({ n: 2n ** 62n });
  await big.add({ n: 2n ** 62n });
  expect((await big.aggregate({ sum: numbers.sum }).get()).data()).toEqual({ sum: 2 ** 63 });
  const none = collection.where('n', '>', 100).aggregate({ ...numbers });
  expect((await none.get()).data()).toEqual({ sum: 0, average: null });
});

test('a list of documents has those that are only parents, page by page', async () => {
  await collection.doc('b').set({});
  await collection.doc('a/deep/er').set({});
  await collection.doc('c/deep/er').set({});
  expect((await collection.listDocuments()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect((await collection.doc('a').listCollections()).map(({ id }) => id)).toEqual(['deep']);
  await connection.db.recursiveDelete(collection);
  expect(await collection.listDocuments()).toEqual([]);
});

type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=';
type Row = Partial<Record<'a' | 'b' | 'c', number>>;

const compare: Record<Operator, (x: number, y: number) => boolean> = {
  '==': (x, y) => x === y,
  '!=': (x, y) => x !== y,
  '<': (x, y) => x < y,
  '<=': (x, y) => x <= y,
  '>': (x, y) => x > y,
  '>=': (x, y) => x >= y,
};

test('any query finds what filtering and sorting everything finds', async () => {
  const field = fc.constantFrom('a' as const, 'b' as const, 'c' as const);
  const value = fc.integer({ min: 0, max: 4 });
  const operator = fc.constantFrom<Operator>('==', '==', '<', '<=', '>', '>=');
  const filters = fc.array(fc.record({ field, operator, value }), { maxLength: 3 });
  const order = fc.record({ field, descending: fc.boolean() });
  const orders = fc.uniqueArray(order, { maxLength: 2, selector: (each) => each.field });
  const rows: Row[] = fc.sample(fc.record({ a: value, b: value, c: value }, { requiredKeys: [] }), {
    seed: 7,
    numRuns: 150,
  });
  const named = rows.map((row, i): [string, Row] => [`d${i}`, row]);
  await fill(Object.fromEntries(named));

  const property = fc.asyncProperty(
    filters,
    orders,
    fc.integer({ min: 1, max: 20 }),
    async (where, by, limit) => {
      let query: Query = collection;
      for (const each of where) query = query.where(each.field, each.operator, each.value);
      for (const each of by) query = query.orderBy(each.field, each.descending ? 'desc' : 'asc');
      const compared = where.filter((each) => each.operator !== '==').map((each) => each.field);
      const descending = by.at(-1)?.descending ?? false;
      const all = [...by];
      for (const each of [...new Set(compared)].sort()) {
        if (all.every((other) => other.field !== each)) all.push({ field: each, descending });
      }
      const expected = named
        .filter(([, row]) => all.every((each) => row[each.field] !== undefined))
        .filter(([, row]) =>
          where.every((each) => {
            const actual = row[each.field];
            return actual !== undefined && compare[each.operator](actual, each.value);
          }),
        )
        .sort(([x, left], [y, right]) => {
          for (const each of all) {
            const difference = (left[each.field] ?? 0) - (right[each.field] ?? 0);
            if (difference !== 0) return each.descending ? -difference : difference;
          }
          return x < y === descending ? 1 : -1;
        })
        .map(([id]) => id);
      fc.pre(by.length > 0 || !descending);
      expect(await ids(query)).toEqual(expected);
      const first = await query.limit(limit).get();
      expect(first.docs.map(({ id }) => id)).toEqual(expected.slice(0, limit));
      const last = first.docs.at(-1);
      if (last) expect(await ids(query.startAfter(last))).toEqual(expected.slice(limit));
      expect((await query.count().get()).data().count).toBe(expected.length);
    },
  );
  await fc.assert(property, { numRuns: 150 });
});
