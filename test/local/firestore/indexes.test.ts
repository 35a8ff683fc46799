import { AggregateField, FieldPath } from '@google-cloud/firestore';
import type { Firestore, Query } from '@google-cloud/firestore';
import { connect } from './connect';
import type { Connection } from './connect';

const indexes = {
  indexes: [
    {
      collectionGroup: 'users',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'shard', order: 'ASCENDING' },
        { fieldPath: 'lapseAt', order: 'ASCENDING' },
      ],
    },
    {
      collectionGroup: 'users',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'team', order: 'ASCENDING' },
        { fieldPath: 'lapseAt', order: 'ASCENDING' },
      ],
    },
    {
      collectionGroup: 'users',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'tags', arrayConfig: 'CONTAINS' },
        { fieldPath: 'xp', order: 'DESCENDING' },
      ],
    },
  ],
  fieldOverrides: [
    { collectionGroup: 'users', fieldPath: 'shard', indexes: [] },
    { collectionGroup: 'users', fieldPath: 'lapseAt', indexes: [] },
    {
      collectionGroup: 'events',
      fieldPath: 'kind',
      indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION_GROUP' }],
    },
  ],
};

let connection: Connection;
beforeAll(async () => {
  connection = await connect({ indexes });
});
afterAll(() => connection.close());

const users = (db: Firestore) => db.collection('users');
const shards = Array.from({ length: 30 }, (_, i) => i);

test.each<[string, (db: Firestore) => Query]>([
  [
    'a due page of one shard',
    (db) => users(db).where('shard', '==', 1).where('lapseAt', '<=', 5).orderBy('lapseAt'),
  ],
  [
    'a due page of 30 shards',
    (db) => users(db).where('shard', 'in', shards).where('lapseAt', '<=', 5),
  ],
  ['one field compared', (db) => users(db).where('xp', '>', 5)],
  ['one field sorted downwards', (db) => users(db).orderBy('xp', 'desc')],
  ['several equalities', (db) => users(db).where('xp', '==', 5).where('level', '==', 2)],
  [
    'two composites merged',
    (db) => users(db).where('shard', '==', 1).where('team', '==', 2).orderBy('lapseAt'),
  ],
  [
    'an element and an order',
    (db) => users(db).where('tags', 'array-contains', 'x').orderBy('xp', 'desc'),
  ],
  [
    'a group with an index of its own',
    (db) => db.collectionGroup('events').where('kind', '==', 'x'),
  ],
  ['documents by name', (db) => users(db).orderBy(FieldPath.documentId())],
])('an index answers %s', async (_what, query) => {
  await expect(query(connection.db).get()).resolves.toMatchObject({ size: 0 });
});

const refused: [string, (db: Firestore) => Query, object][] = [
  [
    'an equality and another order',
    (db) => users(db).where('level', '==', 1).orderBy('xp'),
    {
      collectionGroup: 'users',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'level', order: 'ASCENDING' },
        { fieldPath: 'xp', order: 'ASCENDING' },
      ],
    },
  ],
  [
    'the declared fields in the other direction',
    (db) => users(db).where('shard', '==', 1).orderBy('lapseAt', 'desc'),
    {
      collectionGroup: 'users',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'shard', order: 'ASCENDING' },
        { fieldPath: 'lapseAt', order: 'DESCENDING' },
      ],
    },
  ],
  [
    'an exempted field',
    (db) => users(db).where('shard', '==', 1),
    {
      collectionGroup: 'users',
      fieldPath: 'shard',
      indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION' }],
    },
  ],
  [
    'a collection group without an index of its own',
    (db) => db.collectionGroup('users').where('xp', '==', 1),
    {
      collectionGroup: 'users',
      fieldPath: 'xp',
      indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION_GROUP' }],
    },
  ],
];

test.each(refused)(
  '%s is refused with the index that is missing',
  async (_what, query, missing) => {
    const error: unknown = await query(connection.db)
      .get()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 9 });
    const message = String(error);
    expect(JSON.parse(message.slice(message.indexOf('{')))).toEqual(missing);
  },
);

test('a sum needs its field in the index too', async () => {
  const query = users(connection.db).where('shard', 'in', shards).where('lapseAt', '<=', 5);
  const sum = query.aggregate({ xp: AggregateField.sum('xp') });
  await expect(sum.get()).rejects.toMatchObject({ code: 9 });
});

test('a count needs no more than its query', async () => {
  const query = users(connection.db).where('shard', 'in', shards).where('lapseAt', '<=', 5);
  expect((await query.count().get()).data()).toEqual({ count: 0 });
});
