import type { PubSub, Topic } from '@google-cloud/pubsub';
import { clock } from './clock';
import { dependency } from './dependency';
import { isConflict, isNotFound, isTransient, statusCodeOf } from './statusCode';

/** Every topic. Payloads carry ids, never content. */
export const topics = {
  maintenance: 'streak-maintenance',
  deadLetters: 'streak-dead-letters',
  outageSweeps: 'streak-outage-sweeps',
  reminders: 'streak-reminders',
  challenges: 'streak-challenges',
  insights: 'streak-insights',
  retention: 'streak-retention',
} as const;

type TopicName = (typeof topics)[keyof typeof topics];

const RPC_TIMEOUT_MS = 10_000;

const pubsub = dependency('pubsub', {
  isTransient,
  now: () => clock.now(),
  codeOf: (error) => statusCodeOf(error) ?? 'unknown',
});

let client: Promise<PubSub> | undefined;
const publishers = new Map<TopicName, Topic>();

/** Publishes a JSON message. Retried here, so the client library's own retries are off. */
export async function publish(
  topic: TopicName,
  json: object,
  correlationId: string,
): Promise<void> {
  const publisher = publishers.get(topic) ?? (await publisherOf(topic));
  const context = { operation: `publish ${topic}`, correlationId };
  const send = () => publisher.publishMessage({ json, attributes: { correlationId } });
  try {
    await pubsub.call(send, context);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await createTopic(publisher);
    await pubsub.call(send, context);
  }
}

/** Makes a topic that no function subscribes to, so that nothing was deployed for it. */
async function createTopic(topic: Topic): Promise<void> {
  try {
    await topic.create();
  } catch (error) {
    if (!isConflict(error)) throw error; // made by another instance meanwhile
  }
}

/** The client is loaded when first used: it costs a slow start. */
async function publisherOf(topic: TopicName): Promise<Topic> {
  client ??= import('@google-cloud/pubsub').then(({ PubSub }) => new PubSub());
  const publisher = (await client).topic(topic, {
    batching: { maxMilliseconds: 1 },
    gaxOpts: { retry: null, timeout: RPC_TIMEOUT_MS },
  });
  publishers.set(topic, publisher);
  return publisher;
}
