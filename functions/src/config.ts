import { defineBoolean } from 'firebase-functions/params';

/** Every deploy-time parameter, with its default and meaning. */

/** Whether callables refuse calls without a valid App Check token. */
export const enforceAppCheck = defineBoolean('ENFORCE_APP_CHECK', {
  default: false,
  description: 'Refuse callable requests that carry no valid App Check token.',
});

/** Host and port of the Firestore emulator, or undefined in production. Set by the local suite. */
export function emulatorHost(): string | undefined {
  return process.env['FIRESTORE_EMULATOR_HOST'];
}

/**
 * The file by which the local suite sets the clock, or undefined: everywhere else time is time.
 *
 * @throws Error when it is set where functions are deployed
 */
export function clockFile(): string | undefined {
  const file = process.env['FIRESTREAK_CLOCK_FILE'];
  const isDeployed = process.env['K_SERVICE'] !== undefined;
  if (file !== undefined && isDeployed && process.env['FUNCTIONS_EMULATOR'] !== 'true') {
    throw new Error('FIRESTREAK_CLOCK_FILE is for the local suite and must not be set here.');
  }
  return file;
}
