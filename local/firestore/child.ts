import type { FirestoreServerOptions } from './options';
import { startFirestore } from './server';
import type { ChildMessage, ParentMessage } from './spawn';

/** The process that spawnFirestore() starts. */
const tell = (message: ChildMessage) => process.send?.(message);
const options = JSON.parse(process.argv[2] ?? '{}') as FirestoreServerOptions;

startFirestore(options).then(
  (server) => {
    process.on('message', ({ ask }: ParentMessage) => {
      if (ask === 'usage') tell({ usage: server.usage });
      else process.exit(0);
    });
    tell({ host: server.host });
  },
  (error: unknown) => {
    tell({ error: String(error) });
    process.exitCode = 1;
  },
);
process.on('disconnect', () => process.exit(0));
