import { maintainShard } from '../../../functions/src/maintenance/maintainShard';
import type { ShardMessage } from '../../../functions/src/maintenance/message';
import { workerDeps } from '../../bench/workerDeps';

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
  await maintainShard(
    workerDeps(projectId, () => 0),
    message,
    Infinity,
  );
  return {};
}

const tell = (answer: Answer) => process.send?.(answer);

process.on('message', (task: Task) => {
  work(task).then(tell, (error: unknown) => tell({ error: String(error) }));
});
process.on('disconnect', () => process.exit(0));
tell({});
