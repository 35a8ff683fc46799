import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { dealOut } from './dealOut';
import type { ThreadMessage } from './thread';
import type { Replayed, ReplayTask } from './worlds';

/** What a replay came to, and how long it took. */
export interface ReplayResult extends Replayed {
  readonly seconds: number;
}

/** The heap for young objects, in MiB: most are short-lived messages. */
const YOUNG_HEAP_MIB = 128;

/** Replays a log with a thread for each core. Users share nothing, so each thread has its own. */
export async function replayLog(
  task: ReplayTask,
  onDelivered: (count: number) => void = () => undefined,
): Promise<ReplayResult> {
  const startedAt = performance.now();
  const shares = dealOut(task.rows, availableParallelism());
  const parts = await Promise.all(
    shares.map((rows) => replayInThread({ ...task, rows }, onDelivered)),
  );
  const sum = (pick: (part: Replayed) => number) =>
    parts.reduce((total, part) => total + pick(part), 0);
  const states = parts.flatMap((part) => [...part.states]);
  return {
    states: new Map(states.sort(([a], [b]) => (a < b ? -1 : 1))),
    refused: parts.flatMap((part) => part.refused),
    repeats: sum((part) => part.repeats),
    maintenanceRuns: sum((part) => part.maintenanceRuns),
    reads: sum((part) => part.reads),
    writes: sum((part) => part.writes),
    seconds: (performance.now() - startedAt) / 1000,
  };
}

function replayInThread(task: ReplayTask, onDelivered: (count: number) => void): Promise<Replayed> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'thread.ts'), {
      workerData: task,
      execArgv: ['--require', require.resolve('tsx/cjs')],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MIB },
      stdout: true,
    });
    // What is logged is no part of the answer.
    worker.stdout.on('data', (text: Buffer) => process.stderr.write(text));
    worker.on('message', (message: ThreadMessage) => {
      if ('delivered' in message) onDelivered(message.delivered);
      else resolve(message.replayed);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      reject(new Error('The thread ended before its replay did.'));
    });
  });
}
