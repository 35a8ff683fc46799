/** What kind of process this is, and what the local suite and tests set: nothing of it is chosen by whoever deploys. */

/** Settings of a developer's machine: with one of them, tokens are not verified or data goes elsewhere. */
const LOCAL =
  /^(FIREBASE_DEBUG_|FIREBASE_EMULATOR_HUB$|FIRESTREAK_|.+_EMULATOR_HOST$|CLOUD_TASKS_EMULATOR)/;

/**
 * Names of the settings in an environment that must not be where functions are deployed; none on a
 * developer's machine.
 */
export function localSettingsIn(env: Readonly<Record<string, string | undefined>>): string[] {
  const isDeployed = env['K_SERVICE'] !== undefined && env['FUNCTIONS_EMULATOR'] !== 'true';
  if (!isDeployed) return [];
  return Object.keys(env).filter((name) => LOCAL.test(name) && env[name] !== undefined);
}

const outOfPlace = localSettingsIn(process.env);
if (outOfPlace.length > 0) {
  // Here tokens would not be verified, or data would go to another database.
  throw new Error(`${outOfPlace.join(', ')} must not be set where functions are deployed.`);
}

/** Whether the CLI is looking for the functions: nothing has a value, and nobody calls. */
export const isDeploying = process.env['FUNCTIONS_CONTROL_API'] === 'true';

/** Whether this process is an instance of a function, on Cloud Run or in the emulator. */
export const isInstance = process.env['K_SERVICE'] !== undefined;

/** The function that this instance runs, as the codebase exports it, with dots between groups and names. */
export const instanceTarget = process.env['FUNCTION_TARGET'];

/** Whether the functions run on a developer's machine. */
export function isEmulated(): boolean {
  return process.env['FUNCTIONS_EMULATOR'] === 'true';
}

/** Host and port of the Firestore emulator, or undefined in production. Set by the local suite. */
export function emulatorHost(): string | undefined {
  return process.env['FIRESTORE_EMULATOR_HOST'];
}

/**
 * The file by which the local suite sets the clock, or undefined: everywhere else time is time.
 */
export function clockFile(): string | undefined {
  return localOnly('FIRESTREAK_CLOCK_FILE');
}

/**
 * `host:port` of a local server that takes the messages instead of FCM and SendGrid, so that none
 * leaves the machine; undefined in production. Set by the local suite and by tests.
 */
export function messagesHost(): string | undefined {
  return localOnly('FIRESTREAK_MESSAGES_HOST');
}

/** The origin where the local suite shows cards. */
export function localShareOrigin(): string | undefined {
  return localOnly('FIRESTREAK_SHARE_URL');
}

/** Origin of the functions' emulator, where a local link to a function leads. */
export function localFunctionsOrigin(): string | undefined {
  return localOnly('FIRESTREAK_FUNCTIONS_URL');
}

/** A setting of the local suite; deployed functions do not start with one. */
function localOnly(name: string): string | undefined {
  return process.env[name];
}

/** A parameter as it was written down, before anything is made of it; undefined where it was not. */
export function textOf(parameter: string): string | undefined {
  return process.env[parameter];
}
