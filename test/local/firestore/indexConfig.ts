import type { IndexConfig } from '../../../local/firestore/index';

/** The indexes that the tests of answered and of refused queries share. */
export const indexes: IndexConfig = {
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
    {
      collectionGroup: 'users',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'age', order: 'ASCENDING' },
        { fieldPath: 'score', order: 'ASCENDING' },
      ],
    },
    {
      collectionGroup: 'users',
      queryScope: 'COLLECTION',
      fields: [
        { fieldPath: 'team', order: 'ASCENDING' },
        { fieldPath: 'age', order: 'ASCENDING' },
        { fieldPath: 'score', order: 'ASCENDING' },
      ],
    },
    {
      collectionGroup: 'events',
      queryScope: 'COLLECTION_GROUP',
      fields: [
        { fieldPath: 'kind', order: 'ASCENDING' },
        { fieldPath: 'at', order: 'DESCENDING' },
      ],
    },
  ],
  fieldOverrides: [
    { collectionGroup: 'users', fieldPath: 'shard', indexes: [] },
    { collectionGroup: 'users', fieldPath: 'lapseAt', indexes: [] },
    { collectionGroup: 'users', fieldPath: 'profile', indexes: [] },
    {
      collectionGroup: 'users',
      fieldPath: 'profile.city',
      indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION' }],
    },
    { collectionGroup: 'sealed', fieldPath: '*', indexes: [] },
    {
      collectionGroup: 'events',
      fieldPath: 'kind',
      indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION_GROUP' }],
    },
  ],
};
