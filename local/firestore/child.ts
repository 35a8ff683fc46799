import type { FirestoreServerOptions } from './options';
import { startFirestore } from './server';
import type { ChildMessage, ParentMessage } from './spawn';

/** The process that spawnFirestore() starts. */
const tell = (message: ChildMessage) => process.send?.(message);
const options = JSON.parse(process.argv[2] ?? '{}') as FirestoreServerOptions;

startFirestore(options).then(
  (server) => {
    process.on('message', ({ ask }: ParentMessage) => {
      if (ask === 'close') process.exit(0);
      if (ask === 'collectGarbage') globalThis.gc?.();
      tell({ usage: server.usage });
    });
    tell({ host: server.host });
  },
  (error: unknown) => {
    tell({ error: String(error) });
    process.exitCode = 1;
  },
);
process.on('disconnect', () => process.exit(0));
