import type { PubSub } from '@google-cloud/pubsub';

/** Every topic. Payloads carry ids, never content. */
export const topics = { maintenance: 'streak-maintenance' } as const;

let client: Promise<PubSub> | undefined;

/** Publishes a JSON message. The client is loaded when first used: it costs a slow start. */
export async function publish(
  topic: (typeof topics)[keyof typeof topics],
  json: object,
  correlationId: string,
): Promise<void> {
  client ??= import('@google-cloud/pubsub').then(({ PubSub }) => new PubSub());
  const publisher = (await client).topic(topic, { batching: { maxMilliseconds: 1 } });
  await publisher.publishMessage({ json, attributes: { correlationId } });
}
