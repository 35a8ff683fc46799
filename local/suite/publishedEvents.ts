import { PubSub } from '@google-cloud/pubsub';
import { topics } from '../../functions/src/contracts/messages';

/** What prints the events of an app as they are published. */
export interface PublishedEvents {
  close(): Promise<void>;
}

/**
 * Makes the topic of events, which a deployment leaves to whoever wants it, and hears what is published there by a
 * subscription of its own.
 *
 * @param port of Pub/Sub
 * @param onEvent is given each event as JSON, those of a user in their order
 */
export async function hearPublishedEvents(
  projectId: string,
  port: number,
  onEvent: (json: string) => void,
): Promise<PublishedEvents> {
  const client = new PubSub({ projectId, apiEndpoint: `127.0.0.1:${port}`, emulatorMode: true });
  const [topic] = await client.createTopic(topics.events);
  const options = { enableMessageOrdering: true };
  const [subscription] = await topic.createSubscription('local-suite', options);
  subscription.on('message', (message) => {
    onEvent(message.data.toString());
    message.ack();
  });
  return {
    close: async () => {
      await subscription.close();
      await client.close();
    },
  };
}
