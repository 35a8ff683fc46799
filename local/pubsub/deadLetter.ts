import type { Draft } from './checkPublish';
import { parseName } from './resourceName';
import type { DeadLetterPolicy, Message, Subscription } from './wire';
import { toMillis } from './wire';

/** 5 when the policy does not say. */
export function maxDeliveryAttempts(policy: DeadLetterPolicy): number {
  const { maxDeliveryAttempts: given = 0 } = policy;
  return given === 0 ? 5 : given;
}

/** Whether a message returned after this many deliveries goes to the dead-letter topic. */
export function isExhausted({ deadLetterPolicy }: Subscription, attempts: number): boolean {
  if (!deadLetterPolicy?.deadLetterTopic) return false;
  return attempts >= maxDeliveryAttempts(deadLetterPolicy);
}

/**
 * The copy of a message that is published to the dead-letter topic, with the attributes of
 * https://cloud.google.com/pubsub/docs/handling-failures#track-delivery-attempts
 */
export function deadLetter(message: Message, { name }: Subscription, attempts: number): Draft {
  const { project, id } = parseName(name, 'subscriptions');
  const { data, orderingKey } = message;
  return {
    ...(data && { data }),
    ...(orderingKey && { orderingKey }),
    attributes: {
      ...message.attributes,
      CloudPubSubDeadLetterSourceDeliveryCount: `${attempts}`,
      CloudPubSubDeadLetterSourceSubscription: id,
      CloudPubSubDeadLetterSourceSubscriptionProject: project,
      CloudPubSubDeadLetterSourceTopicPublishTime: new Date(
        toMillis(message.publishTime),
      ).toISOString(),
    },
  };
}
