import { type DBSchema, openDB } from 'idb';
import type { ActivityStore, RefusedActivity, WaitingActivity } from './activityStore';

interface Schema extends DBSchema {
  activities: {
    key: number;
    value:
      | (WaitingActivity & { readonly status: 'waiting' })
      | (RefusedActivity & { readonly status: 'refused' });
    indexes: { queue: [userId: string, status: string]; activity: [userId: string, id: string] };
  };
}

interface FirstSchema extends DBSchema {
  activities: {
    key: number;
    value: WaitingActivity;
    indexes: { user: string; activity: string };
  };
}

/**
 * Keeps activities in the browser, for all its tabs and over restarts. Keys grow: they are the order.
 *
 * @throws DOMException where the browser does not let us
 */
export async function indexedDbStore(name: string): Promise<ActivityStore> {
  const database = await openDB<Schema>(`${name} 2`, 1, {
    upgrade: (db) => {
      const activities = db.createObjectStore('activities', { autoIncrement: true });
      activities.createIndex('queue', ['userId', 'status']);
      activities.createIndex('activity', ['userId', 'activityId'], { unique: true });
    },
    blocking: () => {
      database.close(); // somebody clears the site's data
    },
  });
  const of = (userId: string, status: string) =>
    database.getAllFromIndex('activities', 'queue', [userId, status]);
  /** Changes one record in a transaction of its own. */
  const change = async (
    userId: string,
    activityId: string,
    to: (found?: Schema['activities']['value']) => Schema['activities']['value'] | undefined,
  ) => {
    const { store, done } = database.transaction('activities', 'readwrite');
    const key = await store.index('activity').getKey([userId, activityId]);
    const found = key === undefined ? undefined : await store.get(key);
    const next = to(found);
    if (next !== found) {
      // One that waits again is the youngest.
      const stays = key !== undefined && next?.status === 'refused';
      if (key !== undefined && !stays) await store.delete(key);
      if (next) await store.put(next, stays ? key : undefined);
    }
    await done;
  };
  const opened: ActivityStore = {
    add: (waiting) =>
      change(waiting.userId, waiting.activityId, (found) =>
        found?.status === 'waiting' ? found : { ...waiting, status: 'waiting' },
      ),
    oldest: (userId, most) =>
      database.getAllFromIndex('activities', 'queue', [userId, 'waiting'], most),
    waiting: (userId) => of(userId, 'waiting'),
    refused: async (userId) => (await of(userId, 'refused')) as RefusedActivity[],
    find: (userId, activityId) =>
      database.getFromIndex('activities', 'activity', [userId, activityId]),
    refuse: (userId, activityId, refusal) =>
      change(userId, activityId, (found) => found && { ...found, refusal, status: 'refused' }),
    remove: (userId, activityId) => change(userId, activityId, () => undefined),
  };
  await takeOver(name, opened);
  return opened;
}

/** Takes over what the first version of this client has kept, and a tab that still runs it keeps. */
async function takeOver(name: string, store: ActivityStore): Promise<void> {
  const first = await openDB<FirstSchema>(name, 1, {
    upgrade: (db) => {
      const activities = db.createObjectStore('activities', { autoIncrement: true });
      activities.createIndex('user', 'userId');
      activities.createIndex('activity', 'activityId', { unique: true });
    },
  });
  for (const key of await first.getAllKeys('activities')) {
    const waiting = await first.get('activities', key);
    if (waiting) await store.add(waiting);
    await first.delete('activities', key);
  }
  first.close();
}
