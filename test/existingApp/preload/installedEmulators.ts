import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { installed } from '../../support/officialEmulators';

interface Emulators {
  start: (name: string, args: Arguments) => Promise<void>;
  stop: (name: string) => Promise<void>;
  requiresJava: (name: string) => boolean;
}

interface Arguments {
  readonly port: number;
  readonly rules?: string;
  readonly functions_emulator?: string;
}

/*
 * The CLI downloads its emulators and asks for Java 21. Those of the Google Cloud SDK are the same programs a little
 * older, and run on Java 17.
 */
const emulators = createRequire(__filename)(
  'firebase-tools/lib/emulator/downloadableEmulators',
) as Emulators;
const jars = installed();
const FIRESTORE = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';

const commands: Record<string, (args: Arguments) => string[]> = {
  firestore: ({ port, rules, functions_emulator: functions }) => [
    ...['-cp', jars.firestore, FIRESTORE, 'start', '--host=127.0.0.1', `--port=${port}`],
    ...(rules === undefined ? [] : [`--rules=${rules}`]),
    ...(functions === undefined ? [] : [`--functions_emulator=${functions}`]),
  ],
  pubsub: ({ port }) => ['-jar', jars.pubsub, '--host=127.0.0.1', `--port=${port}`],
};

const running = new Map<string, ChildProcess>();
const { start, stop } = emulators;

emulators.requiresJava = () => false;
emulators.start = async (name, args) => {
  const command = commands[name];
  if (!command) return start(name, args);
  running.set(name, spawn('java', command(args), { stdio: 'ignore' }));
  while (
    !(await fetch(`http://127.0.0.1:${args.port}/`).then(
      () => true,
      () => false,
    ))
  )
    await sleep(50);
};
emulators.stop = async (name) => {
  const child = running.get(name);
  if (!child) return stop(name);
  const ended = once(child, 'exit');
  child.kill();
  await ended;
};
