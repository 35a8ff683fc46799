import type { Deployed } from '../../../functions/src/deploy';
import { type Named, ofKind } from '../../../functions/src/functions';
import { type CommittedChange, matchesPattern } from '../../../local/firestore/index';
import type { History } from '../history';
import type { Cloud } from './cloud';
import { changeEvent, messageEvent, taskRequest } from './events';
import type { Services } from './ports';
import { report } from './webhook';
import { topics } from '../../../functions/src/contracts/messages';

const MINUTE_MS = 60_000;

const workers = ofKind('worker');
const tasks = ofKind('task');
const triggers = ofKind('document');

const workerNames = namesOf(workers);
const taskNames = namesOf(tasks);
const triggerNames = namesOf(triggers);

function namesOf<Rows extends object>(rows: Rows): (keyof Rows)[] {
  return Object.keys(rows) as (keyof Rows)[];
}

/**
 * Pub/Sub, Cloud Tasks, Auth and the providers of messages, which hand on what they have taken to whatever
 * function the table names for it. What the table has no function for is a mistake.
 */
export function platform(cloud: Cloud, history: History): Omit<Services, 'chance'> {
  const known = new Set<string>();
  const nobodyTakes = (what: string): never => {
    history.wrong.push(`nobody takes ${what}`);
    throw new Error(`Nobody takes ${what}.`);
  };
  return {
    rpc: cloud.rpc,
    published: (topic, json, correlationId) => {
      if (topic === topics.deadLetters) {
        history.announcedLetters.add((json as { id: string }).id);
        return;
      }
      const operation =
        workerNames.find((name) => workers[name].topic === topic) ??
        nobodyTakes(`what is published to ${topic}`);
      const messageId = `m${cloud.next()}`;
      const data = Buffer.from(JSON.stringify(json));
      const event = messageEvent(topic, { messageId, data, correlationId });
      const { shard } = json as { shard?: number };
      cloud.deliver({
        ...{ operation, key: messageId },
        // A shard without users has nothing to find: leaving it out saves most of the calls.
        isEmpty: () => shard !== undefined && !history.shards.has(shard),
        run: async (functions) => {
          await functions[operation].run(event);
        },
      });
    },
    enqueued: (queue, data, { name, at }) => {
      const id = `${queue} ${name}`;
      if (known.has(id)) return;
      known.add(id);
      const operation =
        taskNames.find((each) => tasks[each].queue === queue) ?? nobodyTakes(`tasks of ${queue}`);
      handOver(cloud, operation, { id, name, at, data });
    },
    taken: (message) => {
      history.taken.push(message);
      if (message.channel === 'push') return;
      const id = `r${cloud.next()}`;
      const { deliveryId: delivery, at } = message;
      const event = { event: 'processed', sg_event_id: id, timestamp: at / 1000, delivery };
      const run = async (functions: Deployed) => {
        await report(functions, [event]);
        if (!history.reported.has(delivery)) history.reported.set(delivery, Date.now());
      };
      cloud.deliver({ operation: 'sendgridEvents', key: id, at: at + MINUTE_MS, run });
    },
    accountOf: (uid) => {
      if (history.accountsDeleted.has(uid)) return undefined;
      const isAdmin = uid === 'admin';
      return { isDisabled: false, isAdmin, validSince: 0, createdAt: null, usedAt: null };
    },
  };
}

/** A task in a queue. Its name says what it is about, `at` when it is due, in milliseconds since the epoch. */
interface Enqueued {
  readonly id: string;
  readonly name: string;
  readonly at: number;
  readonly data: object;
}

/** Hands a task to its function when it is due, as often as its queue tries. */
export function handOver(
  cloud: Cloud,
  operation: Named<'task'>,
  { id, name, at, data }: Enqueued,
): void {
  const { queue, retry } = tasks[operation];
  cloud.deliver({
    ...{ operation, key: name, at, retry },
    run: (functions, attempt) =>
      functions[operation].run(taskRequest(queue, { id, at, data }, attempt)),
  });
}

/** Hands a change to each function that follows changes of such documents. */
export function handOn(change: CommittedChange, cloud: Cloud): void {
  const { path, type, commitTime } = change;
  for (const operation of triggerNames) {
    const { on, document } = triggers[operation];
    if (on === 'created' && type !== 'created') continue;
    if (!matchesPattern(path, document)) continue;
    const event = changeEvent(document, on, change);
    const run = async (functions: Deployed) => {
      await functions[operation].run(event);
    };
    cloud.deliver({ operation, key: `${path} ${commitTime}`, run });
  }
}
