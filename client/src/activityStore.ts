import type { RequestOf } from './callables';
import type { FailureReason } from './failure';

/**
 * What an app logs; ids and times that it leaves out are filled in. `occurredAt` is by the device's
 * clock, as that of `new Date()`.
 */
export type Activity = Omit<RequestOf<'logActivity'>, 'activityId' | 'ageMs' | 'timeZone'> & {
  readonly activityId?: string;
};

/** An activity that waits to be sent, or to be taken back. */
export interface WaitingActivity {
  readonly userId: string;
  readonly activityId: string;
  /** The device's time when it was logged, in milliseconds since the epoch. */
  readonly loggedAt: number;
  /** The IANA zone that the device showed then; absent when the app left it out. */
  readonly timeZone?: string;
  readonly activity: Activity & { readonly occurredAt: string };
  /** Whether it is to be taken back. */
  readonly undo?: true;
}

/** Why an activity was refused for good; `message` is in English, for developers. */
export interface Refusal {
  readonly reason: FailureReason;
  readonly code: string;
  readonly message: string;
  readonly correlationId?: string;
}

/** An activity that does not count. It is kept until the app acknowledges that. */
export interface RefusedActivity extends WaitingActivity {
  readonly refusal: Refusal;
}

/** Keeps activities until they are sent or acknowledged, in the order in which they were added. */
export interface ActivityStore {
  /** Keeps one, unless it waits already; one that was refused waits again. */
  add(waiting: WaitingActivity): Promise<void>;
  /** The oldest that wait, so many at most, in order. */
  oldest(userId: string, most: number): Promise<WaitingActivity[]>;
  waiting(userId: string): Promise<WaitingActivity[]>;
  refused(userId: string): Promise<RefusedActivity[]>;
  find(userId: string, activityId: string): Promise<WaitingActivity | RefusedActivity | undefined>;
  refuse(userId: string, activityId: string, refusal: Refusal): Promise<void>;
  remove(userId: string, activityId: string): Promise<void>;
}

/** Whether one that is kept was refused. */
export function isRefused(kept: WaitingActivity | RefusedActivity): kept is RefusedActivity {
  return 'refusal' in kept;
}

/** Keeps activities as long as the process lives. */
export function memoryStore(): ActivityStore {
  const all = new Map<string, WaitingActivity | RefusedActivity>();
  const key = (userId: string, activityId: string) => JSON.stringify([userId, activityId]);
  const of = (userId: string) => [...all.values()].filter((each) => each.userId === userId);
  const waiting = (userId: string) => of(userId).filter((each) => !isRefused(each));
  return {
    add: (activity) => {
      const id = key(activity.userId, activity.activityId);
      const known = all.get(id);
      if (known && isRefused(known)) all.delete(id); // to the end of the map's order
      if (!known || isRefused(known)) all.set(id, activity);
      return Promise.resolve();
    },
    oldest: (userId, most) => Promise.resolve(waiting(userId).slice(0, most)),
    waiting: (userId) => Promise.resolve(waiting(userId)),
    refused: (userId) => Promise.resolve(of(userId).filter(isRefused)),
    find: (userId, activityId) => Promise.resolve(all.get(key(userId, activityId))),
    refuse: (userId, activityId, refusal) => {
      const known = all.get(key(userId, activityId));
      if (known) all.set(key(userId, activityId), { ...known, refusal });
      return Promise.resolve();
    },
    remove: (userId, activityId) => {
      all.delete(key(userId, activityId));
      return Promise.resolve();
    },
  };
}
