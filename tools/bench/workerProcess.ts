import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Task } from './task';

/** A worker in a process of its own; it does one task at a time. */
export interface WorkerProcess {
  /** @throws Error when the task failed or the process ended */
  run(task: Task): Promise<Answer>;
  close(): Promise<void>;
}

/** The worker as it would be deployed: compiled beforehand, so that no compiler is in its memory. */
const built = join(__dirname, 'lib/tools/bench/worker.js');

/** Half of the 256 MiB of a worker's instance; without a limit V8 goes by the machine's memory. */
const heapOfInstance = '--max-old-space-size=128';

/** Starts a worker on the store at `host`. */
export async function startWorker(host: string): Promise<WorkerProcess> {
  const child = fork(built, [], {
    execArgv: [heapOfInstance],
    env: { ...process.env, FIRESTORE_EMULATOR_HOST: host, METADATA_SERVER_DETECTION: 'none' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const failed = once(child, 'exit').then(() => [{ error: 'The worker has ended.' }]);
  const answer = async (): Promise<Answer> => {
    const [message] = (await Promise.race([once(child, 'message'), failed])) as [Answer];
    if (message.error !== undefined) throw new Error(message.error);
    return message;
  };
  await answer();
  return {
    run: (task) => {
      const answered = answer();
      child.send(task);
      return answered;
    },
    close: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
