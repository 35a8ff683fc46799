import type { PubSub, Topic } from '@google-cloud/pubsub';
import { type TopicName, topics } from '../contracts/messages';
import { topicId } from '../installation';
import { newBreaker } from './circuitBreaker';
import { clock } from './clock';
import { log } from './log';
import { isNotFound, isTransient, statusCodeOf } from './statusCode';

const RPC_TIMEOUT_MS = 10_000;

const pubsub = newBreaker('pubsub', {
  isTransient,
  now: () => clock.now(),
  codeOf: (error) => statusCodeOf(error) ?? 'unknown',
});

let client: Promise<PubSub> | undefined;
const publishers = new Map<TopicName, Topic>();

/**
 * Publishes a JSON message, which arrives at least once. One of dead letters is lost where nobody has made their
 * topic: it is for those who want to be told, and the letter is kept in any case.
 *
 * @throws TopicMissingError where a worker's topic is not there, and nothing was published
 */
export type Publish = (
  topic: TopicName,
  json: object,
  correlationId: string,
  order?: PublishOrder,
) => Promise<void>;

/** For subscribers of an app: messages of one key come in order, and can be filtered by the attributes. */
export interface PublishOrder {
  readonly orderingKey: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A topic that a deployment makes is not there. Not a failure of Pub/Sub and nothing that a document holds, so it
 * has no code of theirs: nobody takes it for either.
 */
export class TopicMissingError extends Error {
  override readonly name = 'TopicMissingError';
}

/** Topics that were found missing, so that each is told of once, however many messages were for it. */
const missing = new Set<TopicName>();

/** Publishes a JSON message. Retried here, so the client library's own retries are off. */
export async function publish(
  topic: TopicName,
  json: object,
  correlationId: string,
  { orderingKey, attributes }: Partial<PublishOrder> = {},
): Promise<void> {
  const publisher = publishers.get(topic) ?? (await publisherOf(topic));
  const context = { operation: `publish ${topic}`, correlationId };
  const message = {
    json,
    attributes: { ...attributes, correlationId },
    ...(orderingKey !== undefined && { orderingKey }),
  };
  const send = async () => {
    try {
      await publisher.publishMessage(message);
    } catch (error) {
      // The library holds a key back after a failure; here whoever publishes keeps the order.
      if (orderingKey !== undefined) publisher.resumePublishing(orderingKey);
      throw error;
    }
  };
  try {
    await pubsub.call(send, context);
    missing.delete(topic);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    if (topic === topics.deadLetters) return;
    const id = topicId(topic);
    const advice = topic === topics.events ? 'create it' : 'deploy the functions again';
    const absent = new TopicMissingError(`There is no topic ${id}: ${advice}.`, {
      cause: error,
    });
    if (!missing.has(topic)) log.error('topic_missing', context, absent, { topic: id });
    missing.add(topic);
    throw absent;
  }
}

/** The client is loaded when first used: it costs a slow start. */
async function publisherOf(topic: TopicName): Promise<Topic> {
  client ??= import('@google-cloud/pubsub').then(({ PubSub }) => new PubSub());
  const publisher = (await client).topic(topicId(topic), {
    batching: { maxMilliseconds: 1 },
    messageOrdering: topic === topics.events,
    gaxOpts: { retry: null, timeout: RPC_TIMEOUT_MS },
  });
  publishers.set(topic, publisher);
  return publisher;
}
