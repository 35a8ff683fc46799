import { parseOptions } from './options';
import { startSuite } from './startSuite';
import { StopRequest, stopRequest } from './stopRequest';
import { UsageError } from './usageError';
import { welcome } from './welcome';

/** `npm start`: runs the whole product on this machine until it is stopped. */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2), process.env);
  const stopped = stopRequest();
  const startedAt = performance.now();
  let isReady = false;
  print('Starting the emulators …');
  const suite = await startSuite(options, stopped, (line) => {
    if (options.verbose || (isReady && isFromFunctions(line))) print(line);
  });
  isReady = true;
  print(welcome(suite, options.projectId, (performance.now() - startedAt) / 1000));
  try {
    await Promise.race([stopped, suite.died]);
  } finally {
    print('Stopping …');
    await suite.stop();
  }
}

/** What functions log, and the emulators' warnings; not each call's beginning and end. */
function isFromFunctions(line: string): boolean {
  return /^\s*(>|⚠|!)/.test(line);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  if (error instanceof StopRequest) process.exit(0);
  const text = error instanceof UsageError ? error.message : error;
  process.stderr.write(`${text instanceof Error ? String(text.stack) : String(text)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
});
