import type { Auth } from 'firebase/auth';
import type { Functions } from 'firebase/functions';
import { ActivityQueue } from './activityQueue';
import { type Deployment, namePrefix } from './address';
import { type Callables, callables } from './callables';
import { DeviceClock } from './deviceClock';
import { exclusively } from './exclusively';
import { FirestreakError } from './failure';
import { type FollowChallenge, following } from './followChallenge';
import type { KeyValueStorage } from './keyValueStore';
import { newId } from './newId';
import { openStore } from './openStore';

export interface FirestreakOptions extends Deployment {
  /**
   * The user's IANA zone when something is logged, or undefined to leave it as it is. Default: the
   * device's, so that the user's days follow them on journeys.
   */
  readonly timeZone?: () => string | undefined;
  /**
   * Told what keeps activities from arriving that somebody should mend: `misconfigured`, `unkept`, or
   * whatever has failed again and again though there is a network. They are kept all the same. Default:
   * the console.
   */
  readonly onError?: (error: FirestreakError) => void;
  /**
   * Where activities wait that were logged offline. Default: the browser's database; where there is none, as in
   * React Native, memory, which ends with the process.
   */
  readonly storage?: KeyValueStorage;
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

/**
 * Firestreak on a Firebase app. What could not be sent last time is sent as soon as the user is known.
 *
 * @param functions of the region that Firestreak's functions run in, as `getFunctions(app, 'europe-west1')` gives them
 */
export function firestreak(
  functions: Functions,
  auth: Pick<Auth, 'currentUser' | 'onAuthStateChanged'>,
  { timeZone = deviceTimeZone, onError = printed, storage, ...deployment }: FirestreakOptions = {},
): Firestreak {
  const prefix = namePrefix(deployment);
  const call = callables(functions, prefix);
  // Another instance must not send what was logged for this one.
  const project = functions.app.options.projectId ?? functions.app.name;
  const name = `firestreak ${project}${prefix && ` ${prefix}`}`;
  const queue = new ActivityQueue({
    logActivity: (request) => call.logActivity(request),
    logActivities: (request) => call.logActivities(request),
    undoActivity: (request) => call.undoActivity(request),
    store: openStore(
      name,
      (cause) => {
        onError(unkept(cause));
      },
      storage,
    ),
    exclusively: exclusively(name),
    userId: () => auth.currentUser?.uid,
    timeZone,
    clock: new DeviceClock(
      () => Date.now(),
      () => performance.now(),
    ),
    newId,
    isOffline: () => (globalThis.navigator as Partial<Navigator> | undefined)?.onLine === false,
    onError,
  });
  auth.onAuthStateChanged((user) => {
    if (user) queue.flush().catch(() => undefined); // `onError` has it
  });
  return { call, queue, followChallenge: following(functions, prefix) };
}

function deviceTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function printed(error: FirestreakError): void {
  // eslint-disable-next-line no-console -- the developer's to see, unless the app takes it
  console.error(`Firestreak: activities are kept, and not sent yet. ${error.message}`, error);
}

function unkept(cause: unknown): FirestreakError {
  const message = `This browser keeps nothing for us: what waits is lost with the page. ${String(cause)}`;
  return new FirestreakError('unkept', 'internal', message, undefined, { cause });
}
