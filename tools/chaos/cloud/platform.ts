import { deliveryId } from '../../../functions/src/notifications/deliveries/delivery';
import { topics } from '../../../functions/src/platform/publish';
import type { History } from '../history';
import type { Cloud } from './cloud';
import type { Deployed } from './deployed';
import type { Ports } from './ports';

const MINUTE_MS = 60_000;

/** Pub/Sub, Cloud Tasks and the providers of messages, which hand on what they have taken. */
export function platform(cloud: Cloud, history: History, functions: () => Deployed): Ports {
  const tasks = new Set<string>();
  return {
    rpc: cloud.rpc,
    published: (topic, json, correlationId) => {
      if (topic === topics.deadLetters) {
        history.announcedLetters.add((json as { id: string }).id);
        return;
      }
      const subscriber = functions().topics[topic];
      const messageId = `m${cloud.next()}`;
      const data = Buffer.from(JSON.stringify(json)).toString('base64');
      const message = { data, messageId, attributes: { correlationId } };
      const event = { data: { message }, time: new Date().toISOString() };
      const { run } = subscriber as unknown as { run: (event: object) => Promise<void> };
      const { shard } = json as { shard?: number };
      // A shard without users has nothing to find: leaving it out saves most of the calls.
      const isEmpty = () => shard !== undefined && !history.shards.has(shard);
      const operation = operations[topic];
      const key = messageId;
      cloud.deliver({ operation, key, isEmpty, run: () => run(event) });
    },
    enqueued: (key, at, correlationId) => {
      const name = `${deliveryId(key)} ${at}`;
      if (tasks.has(name)) return;
      tasks.add(name);
      const task = { ...key, at: new Date(at).toISOString(), correlationId };
      const run = () => functions().deliverNotification(task);
      cloud.deliver({ operation: 'deliverNotification', key: name, at, maxAttempts: 20, run });
    },
    taken: (message) => {
      history.taken.push(message);
      if (message.channel === 'push') return;
      const id = `r${cloud.next()}`;
      const { deliveryId: delivery, at } = message;
      const report = { event: 'processed', sg_event_id: id, timestamp: at / 1000, delivery };
      const run = async () => {
        await functions().sendgridEvents([report]);
        if (!history.reported.has(delivery)) history.reported.set(delivery, Date.now());
      };
      cloud.deliver({ operation: 'sendgridEvents', key: id, at: at + MINUTE_MS, run });
    },
  };
}

const operations = {
  [topics.maintenance]: 'maintainShard',
  [topics.reminders]: 'remindShard',
  [topics.outageSweeps]: 'sweepOutage',
  [topics.challenges]: 'closeChallengeParts',
} as const;
