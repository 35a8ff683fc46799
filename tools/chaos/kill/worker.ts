import { type Deployed, deploy } from '../../../functions/src/deploy';
import { type ShardMessage, topics } from '../../../functions/src/contracts/messages';
import { RUN_AT } from '../../bench/population';
import { messageEvent } from '../cloud/events';
import { type Services, newClients, portsOf } from '../cloud/ports';

/** What a worker process is told: the project and its part of the users. */
export interface Task {
  readonly projectId: string;
  readonly message: ShardMessage;
}

/** What it answers when it is ready and after each task. */
export interface Answer {
  readonly error?: string;
}

const notHere = (what: string) => () => {
  throw new Error(`Nothing is ${what} here.`);
};

/** Nobody comes to a deadline or is given up: a message that would lead to that comes back. */
const services: Services = {
  rpc: (_, serve) => serve(),
  published: notHere('published'),
  enqueued: notHere('enqueued'),
  taken: notHere('sent'),
  accountOf: () => undefined,
  chance: Math.random,
};

let known: { readonly projectId: string; readonly functions: Deployed } | undefined;

/** The functions as deployed, at RUN_AT, on the store that the environment names. */
function functionsOf(projectId: string): Deployed {
  if (known?.projectId === projectId) return known.functions;
  const functions = deploy(portsOf(newClients(projectId, 0), () => RUN_AT, services));
  known = { projectId, functions };
  return functions;
}

async function work({ projectId, message }: Task): Promise<Answer> {
  const data = Buffer.from(JSON.stringify(message));
  const messageId = message.runId;
  await functionsOf(projectId).maintainShard.run(
    messageEvent(topics.maintenance, { messageId, data }),
  );
  return {};
}

const tell = (answer: Answer) => process.send?.(answer);

process.on('message', (task: Task) => {
  work(task).then(tell, (error: unknown) => tell({ error: String(error) }));
});
process.on('disconnect', () => process.exit(0));
tell({});
