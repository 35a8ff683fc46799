import { initializeApp } from 'firebase-admin/app';
import { z } from 'zod';
import { databaseOf } from '../../functions/src/platform/firestore';
import { floor } from './floor';
import { replacedDesign } from './replacedDesign';
import type { Answer, Task } from './task';
import { workerApp } from './workerApp';

/** How much of a deployed instance its memory would be. */
const memoryShare = () => process.memoryUsage.rss() / (256 * 1024 * 1024);

/** What a worker says that it has done. */
const progress = z.object({
  metrics: z.object({ users_judged: z.int(), commit_conflict: z.int() }),
});

/** Does a task, on the store that the environment names, in any project. */
async function work(task: Task): Promise<Answer> {
  switch (task.kind) {
    case 'shards': {
      const { projectId, message } = task;
      const context = { operation: 'maintainShard', correlationId: message.runId };
      const app = workerApp(projectId, memoryShare);
      const done = await app.maintainShard(message, context, Infinity);
      const { users_judged: due, commit_conflict: conflicts } = progress.parse(done).metrics;
      return { due, conflicts };
    }
    case 'replaced': {
      const app = initializeApp({ projectId: task.projectId }, `replaced ${task.projectId}`);
      return replacedDesign(databaseOf(app), task.limitMs);
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
