import '../../support/env';
import { PubSub, v1 } from '@google-cloud/pubsub';
import type { CreateSubscriptionOptions, Message, Subscription, Topic } from '@google-cloud/pubsub';
import { startPubsub } from '../../../local/pubsub/index';
import { startOfficialPubsub } from '../../support/officialEmulators';

/** The unmodified client on a server of its own: ours, or the official emulator for comparison. */
export interface Sandbox {
  readonly client: PubSub;
  /** The generated clients: one call each, no retries, nothing batched. */
  readonly publisher: v1.PublisherClient;
  readonly subscriber: v1.SubscriberClient;
  topic(): Promise<Topic>;
  subscribe(topic: Topic, options?: CreateSubscriptionOptions): Promise<Subscription>;
  close(): Promise<void>;
}

const official = process.env['FIRESTREAK_BACKEND'] === 'official';

/** For rules of production that the official emulator does not keep. */
export const testUnlessOfficial = official ? test.skip : test;

export async function startSandbox(): Promise<Sandbox> {
  const server = await (official ? startOfficialPubsub() : startPubsub());
  const client = new PubSub({ projectId: 'demo-pubsub', apiEndpoint: server.host });
  const config = (await client.getClientConfig()) as ConstructorParameters<
    typeof v1.PublisherClient
  >[0];
  const publisher = new v1.PublisherClient(config);
  const subscriber = new v1.SubscriberClient(config);
  let lastId = 0;
  const name = (kind: string) => {
    lastId += 1;
    return `${kind}-${lastId}`;
  };
  return {
    client,
    publisher,
    subscriber,
    async topic() {
      const [topic] = await client.createTopic(name('topic'));
      return topic;
    },
    async subscribe(topic, options) {
      const [subscription] = await topic.createSubscription(name('subscription'), options);
      subscription.setOptions({ batching: { maxMilliseconds: 5 } });
      return subscription;
    },
    async close() {
      await Promise.all([client.close(), publisher.close(), subscriber.close()]);
      await server.close();
    },
  };
}

/** Listens until `enough` holds for what has come in; `answer` acks or nacks each message. */
export async function receive(
  subscription: Subscription,
  enough: (received: readonly Message[]) => boolean,
  answer: (message: Message, received: readonly Message[]) => void = (message) => {
    message.ack();
  },
): Promise<Message[]> {
  const received: Message[] = [];
  await new Promise<void>((resolve, reject) => {
    subscription.on('error', reject);
    subscription.on('message', (message: Message) => {
      received.push(message);
      answer(message, received);
      if (enough(received)) resolve();
    });
  });
  await subscription.close();
  return received;
}

/** For {@link receive}: whether n messages are in. */
export const count = (n: number) => (received: readonly Message[]) => received.length >= n;

export const text = ({ data }: { data: Buffer }) => data.toString();
