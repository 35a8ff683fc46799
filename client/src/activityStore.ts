import type { RequestOf } from './callables';

/** What an app logs; ids and times that it leaves out are filled in. */
export type Activity = Omit<RequestOf<'logActivity'>, 'activityId' | 'timeZone'> & {
  readonly activityId?: string;
};

/** An activity that waits to be sent. */
export interface WaitingActivity {
  readonly userId: string;
  readonly activityId: string;
  /** The device's time when it was logged, in milliseconds since the epoch. */
  readonly loggedAt: number;
  readonly activity: Activity & { readonly occurredAt: string };
}

/** Keeps activities until they are sent, in the order in which they were added. */
export interface ActivityStore {
  add(waiting: WaitingActivity): Promise<void>;
  /** The activities of a user, oldest first. */
  of(userId: string): Promise<WaitingActivity[]>;
  remove(activityId: string): Promise<void>;
}

/** Keeps activities as long as the process lives. */
export function memoryStore(): ActivityStore {
  const waiting = new Map<string, WaitingActivity>();
  return {
    add: (activity) => {
      if (!waiting.has(activity.activityId)) waiting.set(activity.activityId, activity);
      return Promise.resolve();
    },
    of: (userId) => Promise.resolve([...waiting.values()].filter((each) => each.userId === userId)),
    remove: (activityId) => {
      waiting.delete(activityId);
      return Promise.resolve();
    },
  };
}
