import './quietLogs'; // not what the demo users' history logs
import { runCommand } from './commandLine';
import { messageLine } from './messageLine';
import { parseOptions, usage } from './options';
import { startSuite } from './startSuite';
import { StopRequest, stopRequest } from './stopRequest';
import { welcome } from './welcome';

/** `npm start`: runs the whole product on this machine until it is stopped. */
async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(args, process.env);
  const stopped = stopRequest();
  const startedAt = performance.now();
  let isReady = false;
  print('Starting the emulators …');
  const suite = await startSuite(
    options,
    stopped,
    (line) => {
      if (options.verbose || (isReady && isFromFunctions(line))) print(line);
    },
    (message) => {
      print(`message shown:${messageLine(message)}`);
    },
    (json) => {
      print(`event published: ${json}`);
    },
  );
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

runCommand(usage, (args) =>
  main(args).catch((error: unknown) => {
    if (error instanceof StopRequest) process.exit(0);
    throw error;
  }),
);
