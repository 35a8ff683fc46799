import { Filter } from '@google-cloud/firestore';
import type { Firestore, Query } from '@google-cloud/firestore';
import { connect } from './connect';
import type { Connection } from './connect';
import { indexes } from './indexConfig';

let connection: Connection;
beforeAll(async () => {
  connection = await connect({ indexes: { '(default)': indexes } });
});
afterAll(() => connection.close());

const users = (db: Firestore) => db.collection('users');

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
    'two fields compared without their composite',
    (db) => users(db).where('xp', '>', 1).where('level', '>', 2),
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
    'two fields compared, sorted the other way round than their composite',
    (db) => users(db).where('age', '>', 1).where('score', '>', 2).orderBy('score'),
    {
      collectionGroup: 'users',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'score', order: 'ASCENDING' },
        { fieldPath: 'age', order: 'ASCENDING' },
      ],
    },
  ],
  [
    'a merge of which one part lacks its composite',
    (db) => users(db).where('team', '==', 1).where('xp', '==', 2).orderBy('lapseAt'),
    {
      collectionGroup: 'users',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'team', order: 'ASCENDING' },
        { fieldPath: 'xp', order: 'ASCENDING' },
        { fieldPath: 'lapseAt', order: 'ASCENDING' },
      ],
    },
  ],
  [
    'an OR of which one part lacks its index',
    (db) => users(db).where(Filter.or(Filter.where('xp', '==', 1), Filter.where('shard', '==', 1))),
    {
      collectionGroup: 'users',
      fieldPath: 'shard',
      indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION' }],
    },
  ],
  [
    'an order by an exempted field',
    (db) => users(db).orderBy('lapseAt'),
    {
      collectionGroup: 'users',
      fieldPath: 'lapseAt',
      indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION' }],
    },
  ],
  [
    'a field within an exempted map',
    (db) => users(db).where('profile.street', '==', 'x'),
    {
      collectionGroup: 'users',
      fieldPath: 'profile.street',
      indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION' }],
    },
  ],
  [
    'an element of an array whose override has an order only',
    (db) => users(db).where('profile.city', 'array-contains', 'x'),
    {
      collectionGroup: 'users',
      fieldPath: 'profile.city',
      indexes: [{ arrayConfig: 'CONTAINS', queryScope: 'COLLECTION' }],
    },
  ],
  [
    'any field of a collection without indexes',
    (db) => db.collection('sealed').where('x', '==', 1),
    {
      collectionGroup: 'sealed',
      fieldPath: 'x',
      indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION' }],
    },
  ],
  [
    'one collection by a composite that is for the group only',
    (db) => db.collection('events').where('kind', '==', 'x').orderBy('at', 'desc'),
    {
      collectionGroup: 'events',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'kind', order: 'ASCENDING' },
        { fieldPath: 'at', order: 'DESCENDING' },
      ],
    },
  ],
  [
    'a group by a composite that is for single collections only',
    (db) => db.collectionGroup('users').where('age', '>', 1).where('score', '>', 2),
    {
      collectionGroup: 'users',
      queryScope: 'COLLECTION_GROUP',
      fields: [
        { fieldPath: 'age', order: 'ASCENDING' },
        { fieldPath: 'score', order: 'ASCENDING' },
      ],
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
