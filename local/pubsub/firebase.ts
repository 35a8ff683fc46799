import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Pubsub } from './index';
import { startPubsub } from './index';

/** What the Firebase CLI starts emulators with that it would download. */
interface Emulators {
  start: (name: string, args: { port: number }) => Promise<void>;
  stop: (name: string) => Promise<void>;
  requiresJava: (name: string) => boolean;
}

/*
 * Loaded into the Firebase CLI before it starts: this Pub/Sub takes the place of the one that needs Java.
 * The CLI's internals are found from the script that runs.
 */
const cli = createRequire(realpathSync(process.argv[1] ?? __filename));
const emulators = cli('../emulator/downloadableEmulators') as Emulators;
const { start, stop, requiresJava } = emulators;
let server: Pubsub | undefined;

emulators.requiresJava = (name) => name !== 'pubsub' && requiresJava(name);
emulators.start = async (name, args) => {
  if (name !== 'pubsub') return start(name, args);
  server = await startPubsub({ port: args.port });
};
emulators.stop = (name) =>
  name === 'pubsub' ? (server?.close() ?? Promise.resolve()) : stop(name);
