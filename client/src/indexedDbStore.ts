import { type DBSchema, openDB } from 'idb';
import type { ActivityStore, WaitingActivity } from './activityStore';

interface Schema extends DBSchema {
  activities: {
    key: number;
    value: WaitingActivity;
    indexes: { user: string; activity: string };
  };
}

/** Keeps activities in the browser, for all its tabs and over restarts. Keys grow: they are the order. */
export async function indexedDbStore(name: string): Promise<ActivityStore> {
  const database = await openDB<Schema>(name, 1, {
    upgrade: (db) => {
      const activities = db.createObjectStore('activities', { autoIncrement: true });
      activities.createIndex('user', 'userId');
      activities.createIndex('activity', 'activityId', { unique: true });
    },
  });
  return {
    add: async (waiting) => {
      const { store, done } = database.transaction('activities', 'readwrite');
      const known = await store.index('activity').getKey(waiting.activityId);
      if (known === undefined) await store.add(waiting);
      await done;
    },
    of: (userId) => database.getAllFromIndex('activities', 'user', userId),
    remove: async (activityId) => {
      const { store, done } = database.transaction('activities', 'readwrite');
      const key = await store.index('activity').getKey(activityId);
      if (key !== undefined) await store.delete(key);
      await done;
    },
  };
}
