import type { MaintenanceDeps } from '../../../functions/src/maintenance/deps';
import { maintainShard } from '../../../functions/src/maintenance/maintainShard';
import type { ShardMessage } from '../../../functions/src/maintenance/message';
import { noOutages } from '../../../functions/src/outages/outage';
import { connectStore } from '../../../functions/src/platform/openStore';
import { program } from '../../../functions/src/program';
import { RUN_AT } from '../../bench/population';

/** What a worker process is told: the project and its part of the users. */
export interface Task {
  readonly projectId: string;
  readonly message: ShardMessage;
}

/** What it answers when it is ready and after each task. */
export interface Answer {
  readonly error?: string;
}

async function work({ projectId, message }: Task): Promise<Answer> {
  const deps: MaintenanceDeps = {
    open: connectStore(projectId, Date.now),
    program,
    outages: noOutages,
    now: () => RUN_AT,
    announce: () => Promise.reject(new Error('There is no deadline here.')),
    giveUp: ({ key, reason }) => Promise.reject(new Error(`${key}: ${reason}`)),
    memoryShare: () => 0,
  };
  await maintainShard(deps, message, Infinity);
  return {};
}

const tell = (answer: Answer) => process.send?.(answer);

process.on('message', (task: Task) => {
  work(task).then(tell, (error: unknown) => tell({ error: String(error) }));
});
process.on('disconnect', () => process.exit(0));
tell({});
