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
