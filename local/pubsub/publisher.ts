import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Broker } from './broker';
import type { Draft } from './checkPublish';
import type { PageRequest } from './page';
import { page } from './page';
import { unary } from './unary';
import { updateFields } from './updateFields';
import type { FieldMask, Topic } from './wire';

/** The service google.pubsub.v1.Publisher. */
export function publisher(broker: Broker): UntypedServiceImplementation {
  return {
    createTopic: unary((topic: Topic) => broker.createTopic(topic)),
    getTopic: unary(({ topic }: { topic: string }) => broker.topic(topic)),
    deleteTopic: unary(({ topic }: { topic: string }) => {
      broker.deleteTopic(topic);
      return {};
    }),
    updateTopic: unary(({ topic, updateMask }: { topic: Topic; updateMask?: FieldMask }) => {
      const current = broker.topic(topic.name);
      const updated = updateFields(current, topic, updateMask, [
        'labels',
        'messageRetentionDuration',
      ]);
      broker.topics.set(topic.name, updated);
      return updated;
    }),
    listTopics: unary((request: PageRequest & { project: string }) => {
      const topics = [...broker.topics.values()].filter(({ name }) =>
        name.startsWith(`${request.project}/`),
      );
      const { items, nextPageToken } = page(topics, ({ name }) => name, request);
      return { topics: items, nextPageToken };
    }),
    listTopicSubscriptions: unary((request: PageRequest & { topic: string }) => {
      broker.topic(request.topic);
      const names = broker.queuesOf(request.topic).map(({ subscription }) => subscription.name);
      const { items, nextPageToken } = page(names, (name) => name, request);
      return { subscriptions: items, nextPageToken };
    }),
    publish: unary(({ topic, messages }: { topic: string; messages: Draft[] }) => ({
      messageIds: broker.publish(topic, messages),
    })),
  };
}
