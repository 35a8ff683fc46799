/**
 * Keeps the logs of the functions out of the test report; FIRESTREAK_LOGS=1 lets them through.
 * Import it before firebase-functions, whose logger keeps the console that it finds.
 */
if (process.env['FIRESTREAK_LOGS'] === undefined) {
  const drop = () => undefined;
  Object.assign(console, { debug: drop, info: drop, log: drop, warn: drop, error: drop });
}
