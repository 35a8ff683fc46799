import type { Message } from '@google-cloud/pubsub';
import { backoff } from '../../../local/pubsub/backoff';
import type { Sandbox } from './sandbox';
import { count, receive, startSandbox, testUnlessOfficial, text } from './sandbox';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(() => sandbox.close());

const nackUntil =
  (n: number): Parameters<typeof receive>[2] =>
  (message, { length }) => {
    if (length < n) message.nack();
    else message.ack();
  };

test('a nacked message comes again with the same id', async () => {
  const topic = await sandbox.topic();
  const subscription = await sandbox.subscribe(topic);
  const id = await topic.publishMessage({ data: Buffer.from('again') });
  const received = await receive(subscription, count(3), nackUntil(3));
  expect(received.map((message) => message.id)).toEqual([id, id, id]);
});

testUnlessOfficial(
  'with a retry policy the wait before each redelivery doubles up to the maximum',
  async () => {
    const topic = await sandbox.topic();
    const retryPolicy = { minimumBackoff: { nanos: 100e6 }, maximumBackoff: { nanos: 300e6 } };
    const subscription = await sandbox.subscribe(topic, { retryPolicy });
    await topic.publishMessage({ data: Buffer.from('later') });
    const times: number[] = [];
    await receive(subscription, count(5), (message, received) => {
      times.push(performance.now());
      nackUntil(5)?.(message, received);
    });
    const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    const chosen = [1, 2, 3, 4].map((attempts) => backoff({ retryPolicy }, attempts));
    expect(chosen).toEqual([100, 200, 300, 300]);
    chosen.forEach((wait, i) => {
      expect(waits[i]).toBeGreaterThanOrEqual(wait - 5);
    });
  },
);

test('a message that is not acknowledged in time comes again', async () => {
  const topic = await sandbox.topic();
  const { name: subscription } = await sandbox.subscribe(topic);
  await topic.publishMessage({ data: Buffer.from('late') });
  const pull = () => sandbox.subscriber.pull({ subscription, maxMessages: 10 });
  const [first] = await pull();
  const ackIds = first.receivedMessages?.map(({ ackId }) => ackId ?? '') ?? [];
  expect(ackIds).toHaveLength(1);
  const start = performance.now();
  await sandbox.subscriber.modifyAckDeadline({ subscription, ackIds, ackDeadlineSeconds: 1 });
  const [second] = await pull();
  expect(performance.now() - start).toBeGreaterThanOrEqual(990);
  expect(second.receivedMessages?.[0]?.message?.data?.toString()).toBe('late');
});

test('after the last attempt a message goes to the dead-letter topic', async () => {
  const [topic, deadLetterTopic] = [await sandbox.topic(), await sandbox.topic()];
  const subscription = await sandbox.subscribe(topic, {
    deadLetterPolicy: { deadLetterTopic: deadLetterTopic.name, maxDeliveryAttempts: 5 },
  });
  const deadLetters = await sandbox.subscribe(deadLetterTopic);
  const id = await topic.publishMessage({ data: Buffer.from('bad'), attributes: { a: 'b' } });
  const attempts: Message[] = [];
  subscription.on('message', (message: Message) => {
    attempts.push(message);
    message.nack();
  });
  const [dead] = await receive(deadLetters, count(1));
  await subscription.close();
  expect(attempts.map(({ deliveryAttempt }) => deliveryAttempt)).toEqual([1, 2, 3, 4, 5]);
  expect(dead && text(dead)).toBe('bad');
  expect(dead?.id).not.toBe(id);
  expect(dead?.attributes).toMatchObject({
    a: 'b',
    CloudPubSubDeadLetterSourceDeliveryCount: '5',
    CloudPubSubDeadLetterSourceSubscription: subscription.name.split('/').at(-1),
    CloudPubSubDeadLetterSourceSubscriptionProject: 'demo-pubsub',
  });
  const publishTime = dead?.attributes['CloudPubSubDeadLetterSourceTopicPublishTime'];
  expect(Date.parse(publishTime ?? '')).toBe(attempts[0]?.publishTime.getTime());
});

testUnlessOfficial('messages of one ordering key come in order, also after a nack', async () => {
  const topic = await sandbox.topic();
  topic.setPublishOptions({ messageOrdering: true });
  const subscription = await sandbox.subscribe(topic, { enableMessageOrdering: true });
  for (const data of ['1', '2', '3']) {
    await topic.publishMessage({ data: Buffer.from(data), orderingKey: 'k' });
  }
  const acked: string[] = [];
  await receive(
    subscription,
    () => acked.length === 3,
    (message, { length }) => {
      if (length === 1) {
        message.nack();
        return;
      }
      acked.push(text(message));
      message.ack();
    },
  );
  expect(acked).toEqual(['1', '2', '3']);
});
