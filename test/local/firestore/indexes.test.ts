import { AggregateField, FieldPath, Filter } from '@google-cloud/firestore';
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
  ['two fields compared', (db) => users(db).where('score', '>', 1).where('age', '>', 2)],
  [
    'two fields compared, sorted by them',
    (db) => users(db).where('age', '<', 9).where('score', '!=', 2).orderBy('age').orderBy('score'),
  ],
  [
    'a field fixed and two compared',
    (db) => users(db).where('team', '==', 1).where('age', '>', 2).where('score', '<', 3),
  ],
  [
    'a field of alternatives and two compared',
    (db) => users(db).where('team', 'in', [1, 2]).where('age', '>', 2).where('score', '<', 3),
  ],
  [
    'an automatic index merged with another for an OR',
    (db) =>
      users(db).where(
        Filter.or(Filter.where('xp', '==', 1), Filter.where('tags', 'array-contains', 'x')),
      ),
  ],
  [
    'equalities and an element',
    (db) => users(db).where('xp', '==', 1).where('tags', 'array-contains', 'x'),
  ],
  [
    'a group, sorted downwards',
    (db) => db.collectionGroup('events').where('kind', '==', 'x').orderBy('at', 'desc'),
  ],
  [
    'one collection of a group that has automatic indexes of its own',
    (db) => db.collection('events').where('at', '>', 1),
  ],
  [
    'a field within an exempted map that has an index again',
    (db) => users(db).where('profile.city', '==', 'Oslo'),
  ],
  ['all documents of a collection without indexes', (db) => db.collection('sealed').limit(1)],
  ['documents by name', (db) => users(db).orderBy(FieldPath.documentId())],
])('an index answers %s', async (_what, query) => {
  await expect(query(connection.db).get()).resolves.toMatchObject({ size: 0 });
});

test('a sum needs its field in the index too', async () => {
  const query = users(connection.db).where('shard', 'in', shards).where('lapseAt', '<=', 5);
  const sum = query.aggregate({ xp: AggregateField.sum('xp') });
  await expect(sum.get()).rejects.toMatchObject({ code: 9 });
});

test('a count needs no more than its query', async () => {
  const query = users(connection.db).where('shard', 'in', shards).where('lapseAt', '<=', 5);
  expect((await query.count().get()).data()).toEqual({ count: 0 });
});
