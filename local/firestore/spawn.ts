import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { FirestoreServerOptions } from './options';
import type { Usage } from './usage';

/** In MiB: a million documents with an hour of their past, where V8 would give up at 4 GiB. */
const largeHeap = '--max-old-space-size=12288';

/** In MiB, of 16: what an RPC makes is garbage before it is moved among so many documents that stay. */
const largeNursery = '--max-semi-space-size=64';

/** A Firestore in a process of its own. */
export interface SpawnedFirestore {
  /** `127.0.0.1:PORT`, for FIRESTORE_EMULATOR_HOST. */
  readonly host: string;
  readonly pid: number | undefined;
  /** What it has been asked for since its start. */
  usage(): Promise<Usage>;
  /** Collects garbage, so that what was stored until now does not slow down what is measured next. */
  collectGarbage(): Promise<void>;
  /** Resolves when the process has ended. */
  close(): Promise<void>;
}

/** What the processes say to each other. */
export interface ParentMessage {
  readonly ask: 'usage' | 'collectGarbage' | 'close';
}

export type ChildMessage =
  { readonly host: string } | { readonly usage: Usage } | { readonly error: string };

/**
 * Starts the same server in a child process, so that it and its client each have a core. The child ends with its
 * parent.
 *
 * @throws Error when the server cannot start.
 */
export async function spawnFirestore(
  options: FirestoreServerOptions = {},
): Promise<SpawnedFirestore> {
  const program = require.resolve('./child');
  // Where it has not been built, as in its own repository's tests, tsx runs it.
  const loader = program.endsWith('.ts') ? ['--require', require.resolve('tsx/cjs')] : [];
  const child = fork(program, [JSON.stringify(options)], {
    execArgv: [largeHeap, largeNursery, '--expose-gc', ...loader],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const failed = once(child, 'exit').then(() => [{ error: 'The Firestore process has ended.' }]);
  const answer = async () => {
    const [message] = (await Promise.race([once(child, 'message'), failed])) as [ChildMessage];
    if ('error' in message) throw new Error(message.error);
    return message;
  };
  const started = await answer();
  if (!('host' in started)) throw new Error('The Firestore process did not start.');
  const ask = async (message: ParentMessage): Promise<Usage> => {
    const answered = answer();
    child.send(message);
    const told = await answered;
    if (!('usage' in told)) throw new Error('The Firestore process did not answer.');
    return told.usage;
  };
  return {
    host: started.host,
    pid: child.pid,
    usage: () => ask({ ask: 'usage' }),
    collectGarbage: async () => {
      await ask({ ask: 'collectGarbage' });
    },
    close: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.send({ ask: 'close' } satisfies ParentMessage);
      await ended;
    },
  };
}
