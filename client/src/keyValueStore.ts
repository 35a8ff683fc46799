import {
  type ActivityStore,
  isRefused,
  type RefusedActivity,
  type WaitingActivity,
} from './activityStore';

/** Where an app keeps texts by keys: AsyncStorage of React Native is one, and over MMKV one is soon made. */
export interface KeyValueStorage {
  getItem(key: string): Promise<string | null>;
  setItem(key: string, text: string): Promise<unknown>;
}

type Kept = WaitingActivity | RefusedActivity;

/**
 * Keeps activities in a storage of texts, all under one key; what is asked of it is done one after the other.
 * Each method rejects as the storage does, and where something else stands under the key.
 */
export function keyValueStore(storage: KeyValueStorage, key: string): ActivityStore {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work, work);
    turn = done;
    return done;
  };
  const load = async () => JSON.parse((await storage.getItem(key)) ?? '[]') as Kept[];
  const change = (changed: (all: readonly Kept[]) => readonly Kept[]) =>
    inTurn(async () => {
      await storage.setItem(key, JSON.stringify(changed(await load())));
    });
  const of = (userId: string) =>
    inTurn(async () => (await load()).filter((each) => each.userId === userId));
  const waiting = async (userId: string) => (await of(userId)).filter((each) => !isRefused(each));
  const isThis = (userId: string, activityId: string) => (each: Kept) =>
    each.userId === userId && each.activityId === activityId;
  return {
    add: (activity) =>
      change((all) => {
        const known = all.find(isThis(activity.userId, activity.activityId));
        if (known && !isRefused(known)) return all;
        return [...all.filter((each) => each !== known), activity];
      }),
    oldest: async (userId, most) => (await waiting(userId)).slice(0, most),
    waiting,
    refused: async (userId) => (await of(userId)).filter(isRefused),
    find: async (userId, activityId) => (await of(userId)).find(isThis(userId, activityId)),
    refuse: (...[userId, activityId, refusal]) =>
      change((all) =>
        all.map((each) => (isThis(userId, activityId)(each) ? { ...each, refusal } : each)),
      ),
    remove: (userId, activityId) =>
      change((all) => all.filter((each) => !isThis(userId, activityId)(each))),
  };
}
