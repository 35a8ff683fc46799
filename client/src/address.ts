import type { Functions } from 'firebase/functions';
import { FirestreakError, failureOf, misconfigured } from './failure';

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

/** Why a call of that address failed. @param thrown by the Firebase SDK */
export async function failureAt(address: string, thrown: unknown): Promise<FirestreakError> {
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
