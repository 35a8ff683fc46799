import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { maintainShard } from '../../functions/src/maintenance/maintainShard';
import { floor } from './floor';
import { replacedDesign } from './replacedDesign';
import type { Answer, Task } from './task';
import { workerDeps } from './workerDeps';

/** How much of a deployed instance its memory would be. */
const memoryShare = () => process.memoryUsage.rss() / (256 * 1024 * 1024);

/** Does a task, on the store that the environment names, in any project. */
async function work(task: Task): Promise<Answer> {
  switch (task.kind) {
    case 'shards': {
      const { progress } = await maintainShard(
        workerDeps(task.projectId, memoryShare),
        task.message,
        Infinity,
      );
      return { due: progress.judged, conflicts: progress.conflicts };
    }
    case 'replaced': {
      const app = initializeApp({ projectId: task.projectId }, task.projectId);
      return replacedDesign(getFirestore(app), task.limitMs);
    }
    case 'floor':
      await floor(task.projectId, task.due, task.mode);
      return { due: task.due };
    case 'report':
      return report();
  }
}

let cpuBefore = process.cpuUsage();

function report(): Answer {
  const { user, system } = process.cpuUsage(cpuBefore);
  cpuBefore = process.cpuUsage();
  return { peakRssMiB: process.resourceUsage().maxRSS / 1024, cpuMs: (user + system) / 1000 };
}

const tell = (answer: Answer) => process.send?.(answer);

process.on('message', (task: Task) => {
  work(task).then(tell, (error: unknown) => tell({ error: String(error) }));
});
process.on('disconnect', () => process.exit(0));
tell({});
