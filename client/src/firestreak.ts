import type { Auth } from 'firebase/auth';
import type { Functions } from 'firebase/functions';
import { ActivityQueue } from './activityQueue';
import { type Callables, callables } from './callables';
import { exclusively } from './exclusively';
import { type FollowChallenge, following } from './followChallenge';
import { openStore } from './openStore';

export interface FirestreakOptions {
  /**
   * The user's IANA zone now, or undefined to leave it as it is. Default: the device's, so that the
   * user's days follow them on journeys.
   */
  readonly timeZone?: () => string | undefined;
}

/** Firestreak for an app's user. */
export interface Firestreak {
  /** Each callable function as a method. */
  readonly call: Callables;
  /** Activities on their way; `queue.log` is how to log one. */
  readonly queue: ActivityQueue;
  /** How the user stands in a challenge, as a stream. */
  readonly followChallenge: FollowChallenge;
}

/** Firestreak on a Firebase app. What could not be sent last time is sent as soon as the user is known. */
export function firestreak(
  functions: Functions,
  auth: Pick<Auth, 'currentUser' | 'onAuthStateChanged'>,
  { timeZone = deviceTimeZone }: FirestreakOptions = {},
): Firestreak {
  const call = callables(functions);
  const name = `firestreak ${functions.app.options.projectId ?? functions.app.name}`;
  const queue = new ActivityQueue({
    logActivity: (request) => call.logActivity(request),
    store: openStore(name),
    exclusively: exclusively(name),
    userId: () => auth.currentUser?.uid,
    timeZone,
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    isOffline: () => (globalThis.navigator as Partial<Navigator> | undefined)?.onLine === false,
  });
  auth.onAuthStateChanged((user) => {
    if (user) queue.flush().catch(() => undefined); // the store's failure; whoever logs next is told
  });
  return { call, queue, followChallenge: following(functions) };
}

function deviceTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
