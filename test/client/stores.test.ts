import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import {
  type ActivityStore,
  type WaitingActivity,
  memoryStore,
} from '../../client/src/activityStore';
import { indexedDbStore } from '../../client/src/indexedDbStore';
import { type KeyValueStorage, keyValueStore } from '../../client/src/keyValueStore';
import { openStore, withMemory } from '../../client/src/openStore';
import { QueueWorld } from './testQueue';

const type = 'quiz_easy_passed';
const refusal = { reason: 'out-of-range', code: 'out-of-range', message: 'No.' } as const;

function activity(activityId: string, userId = 'ada'): WaitingActivity {
  const occurredAt = '2026-11-24T12:00:00.000Z';
  return { userId, activityId, loggedAt: Date.parse(occurredAt), activity: { type, occurredAt } };
}

const ids = (activities: readonly WaitingActivity[]) =>
  activities.map(({ activityId }) => activityId);

/** A storage as AsyncStorage is one. */
const storageOf = (texts: Map<string, string>): KeyValueStorage => ({
  getItem: (key) => Promise.resolve(texts.get(key) ?? null),
  setItem: (key, text) => {
    texts.set(key, text);
    return Promise.resolve();
  },
});

const full = () => Promise.reject(new DOMException('There is no room.', 'QuotaExceededError'));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe.each<[string, () => Promise<ActivityStore>]>([
  ['memory', () => Promise.resolve(memoryStore())],
  ['the browser’s database', () => indexedDbStore('firestreak test')],
  ['a storage of texts', () => Promise.resolve(keyValueStore(storageOf(new Map()), 'kept'))],
  [
    'both',
    () =>
      Promise.resolve(
        withMemory(
          () => indexedDbStore('firestreak test'),
          () => undefined,
        ),
      ),
  ],
])('%s', (_, open) => {
  let store: ActivityStore;

  beforeEach(async () => {
    store = await open();
    for (const id of ['a', 'b', 'c']) await store.add(activity(id));
    await store.add(activity('a', 'ben'));
  });

  it('keeps each user’s in their order, each once', async () => {
    await store.add(activity('a'));
    expect(ids(await store.waiting('ada'))).toEqual(['a', 'b', 'c']);
    expect(await store.oldest('ada', 1)).toMatchObject([activity('a')]);
    expect(ids(await store.waiting('ben'))).toEqual(['a']);
    expect(await store.oldest('cyd', 5)).toEqual([]);
  });

  it('removes one, and nothing of somebody else', async () => {
    await store.remove('ada', 'a');
    await store.remove('ada', 'a');
    expect(await store.oldest('ada', 1)).toMatchObject([{ activityId: 'b' }]);
    expect(ids(await store.waiting('ben'))).toEqual(['a']);
    expect(await store.find('ada', 'a')).toBeUndefined();
  });

  it('sets aside what was refused, with the reason', async () => {
    await store.refuse('ada', 'a', refusal);
    await store.refuse('ada', 'none', refusal);
    expect(ids(await store.waiting('ada'))).toEqual(['b', 'c']);
    expect(await store.refused('ada')).toMatchObject([{ ...activity('a'), refusal }]);
    expect(await store.find('ada', 'a')).toMatchObject({ refusal });
    expect(await store.refused('ben')).toEqual([]);
    await store.remove('ada', 'a');
    expect(await store.refused('ada')).toEqual([]);
  });

  it('lets what was refused wait again, after the others', async () => {
    await store.refuse('ada', 'a', refusal);
    await store.add(activity('a'));
    expect(ids(await store.waiting('ada'))).toEqual(['b', 'c', 'a']);
    expect(await store.refused('ada')).toEqual([]);
    expect(await store.find('ada', 'a')).not.toHaveProperty('refusal');
  });
});

it('has what it kept after a restart', async () => {
  await (await indexedDbStore('firestreak p')).add(activity('a'));
  await (await indexedDbStore('firestreak p')).refuse('ada', 'a', refusal);
  expect(ids(await (await indexedDbStore('firestreak p')).refused('ada'))).toEqual(['a']);
});

it('takes over what the first version of the client has kept, also from a tab that still runs it', async () => {
  const first = await openDB('firestreak p', 1, {
    upgrade: (db) => {
      const activities = db.createObjectStore('activities', { autoIncrement: true });
      activities.createIndex('user', 'userId');
      activities.createIndex('activity', 'activityId', { unique: true });
    },
  });
  for (const id of ['b', 'a']) await first.add('activities', activity(id));
  const store = await indexedDbStore('firestreak p');
  expect(ids(await store.waiting('ada'))).toEqual(['b', 'a']);
  await first.add('activities', activity('c'));
  const world = new QueueWorld(await indexedDbStore('firestreak p'));
  const queue = world.openTab();
  await queue.flush();
  expect(ids(world.taken as never)).toEqual(['b', 'a', 'c']);
  expect(await first.count('activities')).toBe(0);
  queue.close();
});

describe('a device that keeps nothing', () => {
  test.each<[string, () => Promise<ActivityStore>]>([
    ['because it is forbidden', () => Promise.reject(new DOMException('No.', 'SecurityError'))],
    ['because it is full', () => Promise.resolve({ ...memoryStore(), add: full })],
  ])('%s: the page keeps it, sends it once, and tells once', async (_, open) => {
    const told: unknown[] = [];
    const world = new QueueWorld(withMemory(open, (cause) => told.push(cause)));
    const queue = world.openTab();
    world.isOffline = true;
    await queue.log({ type });
    await queue.log({ type });
    expect(ids(await queue.waiting())).toEqual(['id-1', 'id-2']);
    world.isOffline = false;
    await queue.flush();
    expect(ids(world.taken as never)).toEqual(['id-1', 'id-2']);
    expect(world.sent).toHaveLength(2);
    expect(await queue.waiting()).toEqual([]);
    expect(told).toHaveLength(1);
    queue.close();
  });

  it('opens again a database that the browser has closed', async () => {
    const store = openStore('firestreak p', (cause) => {
      throw cause;
    });
    await store.add(activity('a'));
    const close = async () => {
      const other = await openDB('firestreak p 2');
      other.close();
      await new Promise(
        (resolve) => (indexedDB.deleteDatabase('firestreak p 2').onsuccess = resolve),
      );
    };
    await close();
    await store.add(activity('b'));
    expect(ids(await store.waiting('ada'))).toEqual(['b']);
  });
});

it('sends again what cannot be removed, later and not at once, and tells so', async () => {
  let isBroken = true;
  const memory = memoryStore();
  const remove: ActivityStore['remove'] = (...id) => (isBroken ? full() : memory.remove(...id));
  const world = new QueueWorld({ ...memory, remove });
  const queue = world.openTab();
  expect(await queue.log({ type })).toMatchObject({ status: 'recorded' });
  expect(world.sent).toHaveLength(1);
  expect(world.errors).toMatchObject([{ reason: 'unkept' }]);
  isBroken = false;
  await queue.flush();
  expect(world.taken).toHaveLength(1);
  expect(await queue.waiting()).toEqual([]);
  queue.close();
});

it('reads from the database again what it could not read, and loses nothing', async () => {
  const memory = memoryStore();
  let isBroken = false;
  const oldest: ActivityStore['oldest'] = (...of) => (isBroken ? full() : memory.oldest(...of));
  const world = new QueueWorld(
    withMemory(
      () => Promise.resolve({ ...memory, oldest }),
      () => undefined,
    ),
  );
  const queue = world.openTab();
  isBroken = true;
  await expect(queue.log({ type })).rejects.toMatchObject({ reason: 'unkept' });
  isBroken = false;
  await queue.flush();
  expect(world.taken).toHaveLength(1);
  queue.close();
});

test('a storage of texts keeps activities for whoever opens it next', async () => {
  const texts = new Map<string, string>();
  await keyValueStore(storageOf(texts), 'kept').add(activity('a'));
  expect(ids(await keyValueStore(storageOf(texts), 'kept').waiting('ada'))).toEqual(['a']);
  expect(await keyValueStore(storageOf(texts), 'another').waiting('ada')).toEqual([]);
});

test('where a storage takes nothing, or holds something else, activities are kept in memory, and that is told', async () => {
  for (const storage of [
    { ...storageOf(new Map()), setItem: full },
    storageOf(new Map([['kept', 'nonsense']])),
  ]) {
    const unkept = jest.fn();
    const store = openStore('kept', unkept, storage);
    await store.add(activity('a'));
    expect(await store.find('ada', 'a')).toMatchObject({ activityId: 'a' });
    expect(unkept).toHaveBeenCalledTimes(1);
  }
});
