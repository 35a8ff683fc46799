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
