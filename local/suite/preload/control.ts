import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FirestoreServer } from '../../firestore/index';
import type { Pubsub } from '../../pubsub/index';
import type { ControlMessage, Settled } from '../suiteEnvironment';
import type { HeldTasks } from './holdTasks';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Starts the server that tells other commands what only this process knows, and tells the starter
 * its port. `GET /settled?after=N` answers when no message, trigger or what follows from them is
 * under way, with the paths of the documents created since the first N, and the time of the next task
 * that waits. `POST /tasks` hands over the tasks whose time has come.
 */
export async function startControl(
  firestore: FirestoreServer,
  pubsub: Pubsub,
  tasks: HeldTasks,
): Promise<void> {
  const created: string[] = [];
  firestore.onCommit(({ type, path }) => {
    if (type === 'created') created.push(path);
  });
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const after = Number(searchParams.get('after') ?? 0);
    if (request.method === 'POST') tasks.release();
    void settled(firestore, pubsub, tasks).then(() => {
      const nextTaskAt = tasks.nextAt();
      const answer: Settled = {
        created: created.slice(after),
        count: created.length,
        nextTaskAt: nextTaskAt === Infinity ? null : nextTaskAt,
      };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: controlPort } = server.address() as AddressInfo;
  process.send?.({ controlPort } satisfies ControlMessage);
}

/** What one server hands over may give the other new work, so both are asked until neither had any. */
async function settled(
  firestore: FirestoreServer,
  pubsub: Pubsub,
  tasks: HeldTasks,
): Promise<void> {
  let seen = -1;
  while (seen !== workSeen(firestore, pubsub)) {
    while (tasks.isBusy()) await sleep(20);
    seen = workSeen(firestore, pubsub);
    await pubsub.idle();
    await firestore.idle();
  }
}

function workSeen({ usage }: FirestoreServer, pubsub: Pubsub): number {
  return usage.writes + usage.deletes + Object.values(pubsub.usage).reduce((a, b) => a + b, 0);
}
