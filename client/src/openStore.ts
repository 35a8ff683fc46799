import { type ActivityStore, memoryStore } from './activityStore';
import { indexedDbStore } from './indexedDbStore';
import { type KeyValueStorage, keyValueStore } from './keyValueStore';

/**
 * Keeps activities in the storage that an app has, else in the browser's database; in memory in Node, which has none.
 *
 * @param onUnkept called once, with why, when an activity is kept in memory because it has to be
 */
export function openStore(
  name: string,
  onUnkept: (cause: unknown) => void,
  storage?: KeyValueStorage,
): ActivityStore {
  if (storage) return withMemory(() => Promise.resolve(keyValueStore(storage, name)), onUnkept);
  if (typeof indexedDB === 'undefined') return memoryStore();
  return withMemory(() => indexedDbStore(name), onUnkept);
}

/**
 * A store that keeps in memory what the device does not take, as when it is full or forbids it. A
 * database that fails is opened again: browsers close them while a page sleeps.
 */
export function withMemory(
  open: () => Promise<ActivityStore>,
  onUnkept: (cause: unknown) => void,
): ActivityStore {
  const memory = memoryStore();
  let opening: Promise<ActivityStore> | undefined;
  let isTold = false;
  const onDevice = async <T>(work: (device: ActivityStore) => Promise<T>): Promise<T> => {
    try {
      return await work(await (opening ??= open()));
    } catch {
      opening = undefined;
      return work(await (opening ??= open()));
    }
  };
  const unkept = (cause: unknown) => {
    if (!isTold) onUnkept(cause);
    isTold = true;
  };
  /** What the device has; nothing where there is no database to be had. */
  const read = async <T>(work: (device: ActivityStore) => Promise<T>, none: T): Promise<T> => {
    try {
      return await onDevice(work);
    } catch (cause) {
      const isOpen = await opening?.then(
        () => true,
        () => false,
      );
      if (isOpen === true) throw cause;
      unkept(cause);
      return none;
    }
  };
  const where = async <T>(
    [userId, activityId]: readonly [string, string],
    work: (store: ActivityStore) => Promise<T>,
  ): Promise<T> => ((await memory.find(userId, activityId)) ? work(memory) : onDevice(work));
  return {
    add: async (waiting) => {
      try {
        await onDevice((device) => device.add(waiting));
      } catch (cause) {
        unkept(cause);
        await memory.add(waiting);
      }
    },
    oldest: async (userId, most) => {
      const kept = await read((device) => device.oldest(userId, most), []);
      return kept.length > 0 ? kept : memory.oldest(userId, most);
    },
    waiting: async (userId) => [
      ...(await read((device) => device.waiting(userId), [])),
      ...(await memory.waiting(userId)),
    ],
    refused: async (userId) => [
      ...(await read((device) => device.refused(userId), [])),
      ...(await memory.refused(userId)),
    ],
    find: async (...id) =>
      (await memory.find(...id)) ?? read((device) => device.find(...id), undefined),
    refuse: (userId, activityId, refusal) =>
      where([userId, activityId], (store) => store.refuse(userId, activityId, refusal)),
    remove: (...id) => where(id, (store) => store.remove(...id)),
  };
}
