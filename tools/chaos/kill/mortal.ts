import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Task } from './worker';

/** How a task came out: the message of one that was not `done` comes back. */
export type Outcome = 'done' | 'failed' | 'killed';

/** A worker process that can be killed at any moment. */
export interface Mortal {
  /** @throws Error when it ended by itself */
  run(task: Task): Promise<Outcome>;
  /** Ends it with SIGKILL: nothing in it runs any more. */
  kill(): void;
  close(): void;
}

/** Starts a worker on the store at `host`. */
export async function startMortal(host: string): Promise<Mortal> {
  const child = fork(join(__dirname, 'worker.ts'), [], {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    env: { ...process.env, FIRESTORE_EMULATOR_HOST: host, METADATA_SERVER_DETECTION: 'none' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => undefined);
  let isKilled = false;
  const answer = () =>
    Promise.race([ended, once(child, 'message').then(([message]) => message as Answer)]);
  if (!(await answer())) throw new Error('The worker did not start.');
  return {
    run: async (task) => {
      const answered = answer();
      child.send(task);
      const message = await answered;
      if (message) return message.error === undefined ? 'done' : 'failed';
      if (!isKilled) throw new Error('The worker ended by itself.');
      return 'killed';
    },
    kill: () => {
      isKilled = true;
      child.kill('SIGKILL');
    },
    close: () => {
      if (child.connected) child.disconnect();
    },
  };
}
