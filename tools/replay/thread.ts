import '../../local/suite/quietLogs';
import { parentPort, workerData } from 'node:worker_threads';
import { type Replayed, type ReplayTask, replayWorlds } from './worlds';

/** What a thread tells: that activities were delivered, and at its end what they came to. */
export type ThreadMessage = { readonly delivered: number } | { readonly replayed: Replayed };

/** Activities that are told of at once. */
const TOLD_TOGETHER = 20;

let delivered = 0;

const tell = (message: ThreadMessage) => parentPort?.postMessage(message);

function onDelivered(): void {
  delivered += 1;
  if (delivered % TOLD_TOGETHER === 0) tell({ delivered: TOLD_TOGETHER });
}

void replayWorlds(workerData as ReplayTask, onDelivered).then((replayed) => {
  tell({ delivered: delivered % TOLD_TOGETHER });
  tell({ replayed });
});
