import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import type { MaintenanceDeps } from '../../functions/src/maintenance/deps';
import { maintainShard } from '../../functions/src/maintenance/maintainShard';
import { noOutages } from '../../functions/src/outages/outage';
import { firestoreRpc } from '../../functions/src/platform/firestoreRpc';
import { connectStore } from '../../functions/src/platform/openStore';
import { program } from '../../functions/src/program';
import { floor } from './floor';
import { RUN_AT } from './population';
import { replacedDesign } from './replacedDesign';
import type { Answer, Task } from './task';

/** A worker process. It works on the store that the environment names, in any project. */
const maintenance = new Map<string, MaintenanceDeps>();

function maintenanceOf(projectId: string): MaintenanceDeps {
  const known = maintenance.get(projectId);
  if (known) return known;
  const deps: MaintenanceDeps = {
    open: connectStore(projectId, Date.now),
    program,
    outages: noOutages,
    now: () => RUN_AT,
    announce: () => Promise.reject(new Error('There is no deadline here.')),
    giveUp: ({ key, reason }) => Promise.reject(new Error(`${key}: ${reason}`)),
    memoryShare: () => process.memoryUsage.rss() / (256 * 1024 * 1024),
  };
  maintenance.set(projectId, deps);
  return deps;
}

async function work(task: Task): Promise<Answer> {
  switch (task.kind) {
    case 'shards': {
      const { progress } = await maintainShard(
        maintenanceOf(task.projectId),
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
      await floor(firestoreRpc(task.projectId), task.due, task.mode);
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
