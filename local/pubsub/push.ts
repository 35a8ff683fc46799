import type { Consumer } from './consumer';
import type { Queue } from './queue';
import type { PushConfig, ReceivedMessage } from './wire';
import { toMillis } from './wire';

/** Answers that acknowledge: https://cloud.google.com/pubsub/docs/push#receive_push */
const ACKNOWLEDGING = new Set([102, 200, 201, 202, 204]);

/** Requests under way to one endpoint; production starts lower and adapts. */
const CONCURRENCY = 100;

const consumers = new WeakMap<Queue, Consumer>();

/** Sends the queue's messages to its push endpoint, or stops when it has none any more. */
export function attachPush(queue: Queue): void {
  const former = consumers.get(queue);
  if (former) queue.detach(former);
  consumers.delete(queue);
  const { pushConfig } = queue.subscription;
  if (!pushConfig?.pushEndpoint) return;
  const consumer = pushConsumer(queue, pushConfig.pushEndpoint, pushConfig);
  consumers.set(queue, consumer);
  queue.attach(consumer);
}

function pushConsumer(queue: Queue, endpoint: string, { noWrapper }: PushConfig): Consumer {
  const cancelled = new AbortController();
  const deliver = async (received: ReceivedMessage) => {
    const { subscription } = queue;
    const deadline = AbortSignal.timeout(subscription.ackDeadlineSeconds * 1000);
    const signal = AbortSignal.any([cancelled.signal, deadline]);
    const body = noWrapper ? (received.message.data ?? '') : wrap(received, subscription.name);
    const headers = { 'content-type': noWrapper ? 'application/octet-stream' : 'application/json' };
    const answer = await fetch(endpoint, { method: 'POST', headers, body, signal });
    await answer.arrayBuffer();
    if (!ACKNOWLEDGING.has(answer.status)) throw new Error(`${endpoint}: ${answer.status}`);
  };
  return {
    limits: { messages: CONCURRENCY, bytes: Infinity },
    holds: { messages: 0, bytes: 0 },
    send(messages) {
      for (const received of messages) {
        deliver(received).then(
          () => {
            queue.acknowledge([received.ackId]);
          },
          () => {
            queue.modifyAckDeadline([received.ackId], 0);
          },
        );
      }
    },
    detach() {
      cancelled.abort();
    },
  };
}

/** The body of a push request: https://cloud.google.com/pubsub/docs/push#properties_of_a_push_subscription */
function wrap({ message, deliveryAttempt }: ReceivedMessage, subscription: string): string {
  const { data, attributes = {}, messageId, orderingKey } = message;
  const publishTime = new Date(toMillis(message.publishTime)).toISOString();
  return JSON.stringify({
    message: {
      attributes,
      data: data?.toString('base64') ?? '',
      messageId,
      message_id: messageId,
      publishTime,
      publish_time: publishTime,
      ...(orderingKey && { orderingKey }),
    },
    subscription,
    ...(deliveryAttempt && { deliveryAttempt }),
  });
}
