import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Broker } from './broker';
import { checkSubscription } from './checkSubscription';
import type { PageRequest } from './page';
import { page } from './page';
import { pull } from './pull';
import { attachPush } from './push';
import { invalidArgument } from './rpcError';
import { streamingPull } from './streamingPull';
import { unary } from './unary';
import { updateFields } from './updateFields';
import type { FieldMask, PushConfig, Subscription } from './wire';

interface Named {
  subscription: string;
}

/** How long a Pull waits for its first message, in ms. */
const PULL_WAIT = 10_000;

/** The service google.pubsub.v1.Subscriber. */
export function subscriber(broker: Broker): UntypedServiceImplementation {
  return {
    ...subscriptions(broker),
    streamingPull: streamingPull(broker),
    pull: unary((request: Named & { maxMessages?: number; returnImmediately?: boolean }, call) => {
      const { subscription, maxMessages = 0, returnImmediately } = request;
      if (maxMessages <= 0) throw invalidArgument('max_messages must be positive.');
      const waitMs = returnImmediately ? 0 : PULL_WAIT;
      return pull(broker.queue(subscription), maxMessages, waitMs, call).then(
        (receivedMessages) => ({ receivedMessages }),
      );
    }),
    acknowledge: unary(({ subscription, ackIds }: Named & { ackIds: string[] }) => {
      if (ackIds.length === 0) throw invalidArgument('No ack ids specified.');
      broker.queue(subscription).acknowledge(ackIds);
      return {};
    }),
    modifyAckDeadline: unary(
      (request: Named & { ackIds: string[]; ackDeadlineSeconds?: number }) => {
        const { subscription, ackIds, ackDeadlineSeconds = 0 } = request;
        if (ackDeadlineSeconds < 0 || ackDeadlineSeconds > 600) {
          throw invalidArgument('The ack deadline must be 0 to 600 seconds.');
        }
        broker.queue(subscription).modifyAckDeadline(ackIds, ackDeadlineSeconds);
        return {};
      },
    ),
  };
}

function subscriptions(broker: Broker): UntypedServiceImplementation {
  const change = (
    update: Partial<Subscription> & { name: string },
    mask: FieldMask | undefined,
  ): Subscription => {
    const queue = broker.queue(update.name);
    const updated = updateFields<Partial<Subscription>>(queue.subscription, update, mask, [
      'ackDeadlineSeconds',
      'pushConfig',
      'retryPolicy',
      'deadLetterPolicy',
      'labels',
    ]);
    queue.subscription = checkSubscription(updated);
    attachPush(queue);
    return queue.subscription;
  };
  return {
    createSubscription: unary((subscription: Partial<Subscription>) =>
      broker.createSubscription(checkSubscription(subscription)),
    ),
    getSubscription: unary(({ subscription }: Named) => broker.queue(subscription).subscription),
    updateSubscription: unary((request: { subscription: Subscription; updateMask?: FieldMask }) =>
      change(request.subscription, request.updateMask),
    ),
    modifyPushConfig: unary(
      ({ subscription, pushConfig = {} }: Named & { pushConfig?: PushConfig }) => {
        change({ name: subscription, pushConfig }, { paths: ['push_config'] });
        return {};
      },
    ),
    deleteSubscription: unary(({ subscription }: Named) => {
      broker.deleteSubscription(subscription);
      return {};
    }),
    listSubscriptions: unary((request: PageRequest & { project: string }) => {
      const all = [...broker.queues.values()]
        .map(({ subscription }) => subscription)
        .filter(({ name }) => name.startsWith(`${request.project}/`));
      const { items, nextPageToken } = page(all, ({ name }) => name, request);
      return { subscriptions: items, nextPageToken };
    }),
  };
}
