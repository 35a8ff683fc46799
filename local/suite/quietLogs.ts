/**
 * Keeps what functions log in this process off the terminal, and out of the report of tests; FIRESTREAK_LOGS=1
 * lets it through. Import it before firebase-functions, whose logger keeps the console that it finds.
 */
if (process.env['FIRESTREAK_LOGS'] === undefined) {
  const drop = () => undefined;
  Object.assign(console, { debug: drop, info: drop, log: drop, warn: drop, error: drop });
}
