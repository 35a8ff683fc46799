import { type Functions, httpsCallable } from 'firebase/functions';
import { FirestreakError, failureOf, misconfigured, notDeployed } from './failure';

/** How the functions were deployed, where it is not by their own names. */
export interface Deployment {
  /** The id of an instance of the function kit, which stands in its functions' names. */
  readonly instance?: string;
  /** The `prefix` of the codebase in firebase.json. */
  readonly prefix?: string;
}

/**
 * What the names of the functions begin with.
 *
 * @throws Error when both are given: the functions of an instance have no other prefix
 */
export function namePrefix({ instance, prefix }: Deployment): string {
  if (instance !== undefined && prefix !== undefined) {
    throw new Error('Give firestreak() an instance or a prefix: functions have one of them.');
  }
  const before = instance === undefined ? prefix : `kit-${instance}`;
  return before === undefined || before === '' ? '' : `${before}-`;
}

/** Tells where the Firebase SDK calls a function. */
export function addresses(functions: Functions): (name: string) => string {
  const { app, region, customDomain } = functions;
  const project = app.options.projectId ?? ''; // which cannot be asked of an app that is deleted
  const deployed = customDomain ?? `https://${region}-${project}.cloudfunctions.net`;
  return (name) => {
    const { emulatorOrigin = null } = functions as { emulatorOrigin?: string | null };
    return `${emulatorOrigin === null ? deployed : `${emulatorOrigin}/${project}/${region}`}/${name}`;
  };
}

/** Tells why a call of a function failed. @param prefix what the functions' names begin with */
export function failures(
  functions: Functions,
  prefix: string,
): (name: string, thrown: unknown) => Promise<FirestreakError> {
  const addressOf = addresses(functions);
  return async (name, thrown) => {
    const failure = await failureAt(addressOf(`${prefix}${name}`), thrown);
    const isMissing =
      failure.reason === 'misconfigured' && (await isLeftOut(functions, prefix, name));
    return isMissing ? notDeployed(name, thrown) : failure;
  };
}

/**
 * Whether the server says that a function is not deployed. It is asked where something else than the
 * function has answered, and always anew, for a deployment may have changed it.
 */
async function isLeftOut(functions: Functions, prefix: string, name: string): Promise<boolean> {
  if (name === 'getStreak') return false; // which is always deployed
  try {
    const { data } = await httpsCallable(functions, `${prefix}getStreak`)({ about: true });
    const { about } = Object(data) as { readonly about?: { readonly callables?: unknown } };
    return Array.isArray(about?.callables) && !about.callables.includes(name);
  } catch {
    return false; // the server cannot say
  }
}

/** Why a call of that address failed. @param thrown by the Firebase SDK */
async function failureAt(address: string, thrown: unknown): Promise<FirestreakError> {
  if (thrown instanceof FirestreakError) return thrown;
  const failure = failureOf(thrown, address);
  if (failure.reason !== 'unreachable' || !(await answersOnlyElsewhere(address))) return failure;
  return misconfigured(address, 'unknown', 'it answers, but not to pages of this origin', thrown);
}

/**
 * Whether something answers there that does not let pages of this origin read it. To a page, and so to
 * the SDK, the answer for a function that is missing is the same as no network: it has no CORS headers.
 */
async function answersOnlyElsewhere(url: string): Promise<boolean> {
  const { location, navigator } = globalThis as Partial<typeof globalThis>;
  if (!location || navigator?.onLine === false) return false; // only pages are kept from reading
  const answers = (mode: RequestMode) =>
    fetch(url, { mode, credentials: 'omit', cache: 'no-store' }).then(
      () => true,
      () => false,
    );
  return !(await answers('cors')) && answers('no-cors');
}
