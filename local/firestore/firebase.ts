import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FirestoreServer } from './server';
import { startFirestore } from './server';

/** What the Firebase CLI starts emulators with that it would download. */
interface Emulators {
  start: (name: string, args: { port: number; functions_emulator?: string }) => Promise<void>;
  stop: (name: string) => Promise<void>;
  requiresJava: (name: string) => boolean;
}

/*
 * Loaded into the Firebase CLI before it starts: this Firestore takes the place of the one that needs Java.
 * The CLI's internals are found from the script that runs.
 */
const cli = createRequire(realpathSync(process.argv[1] ?? __filename));
const emulators = cli('../emulator/downloadableEmulators') as Emulators;
const { start, stop, requiresJava } = emulators;
let server: FirestoreServer | undefined;

emulators.requiresJava = (name) => name !== 'firestore' && requiresJava(name);
emulators.start = async (name, args) => {
  if (name !== 'firestore') return start(name, args);
  const { port, functions_emulator: functionsEmulator } = args;
  server = await startFirestore({
    port,
    ...(functionsEmulator !== undefined && { functionsEmulator }),
  });
};
emulators.stop = (name) =>
  name === 'firestore' ? (server?.close() ?? Promise.resolve()) : stop(name);
