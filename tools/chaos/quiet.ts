/** What the functions log is of no interest here. Import this before anything of Firebase. */
const nothing = () => undefined;

if (process.env['CHAOS_LOGS'] !== '1') {
  Error.stackTraceLimit = 0; // errors are thrown all the time, and the client library looks at their stacks
  Object.assign(console, {
    debug: nothing,
    info: nothing,
    log: nothing,
    warn: nothing,
    error: nothing,
  });
}
