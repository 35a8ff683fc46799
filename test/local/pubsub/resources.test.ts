import type { Sandbox } from './sandbox';
import { startSandbox, testUnlessOfficial } from './sandbox';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(() => sandbox.close());

const project = 'projects/demo-pubsub';
const NOT_FOUND = { code: 5 };
const ALREADY_EXISTS = { code: 6 };
const INVALID_ARGUMENT = { code: 3 };

test('what is not there is NOT_FOUND', async () => {
  const { client, publisher } = sandbox;
  const [topic, subscription] = [client.topic('missing'), client.subscription('missing')];
  const live = await sandbox.topic();
  await Promise.all(
    [
      topic.getMetadata(),
      topic.delete(),
      publisher.publish({ topic: `${project}/topics/missing`, messages: [{ data: 'eA==' }] }),
      topic.createSubscription('of-missing'),
      subscription.getMetadata(),
      subscription.delete(),
      subscription.setMetadata({ ackDeadlineSeconds: 20 }),
      sandbox.subscriber.pull({ subscription: `${project}/subscriptions/missing`, maxMessages: 1 }),
      sandbox.subscriber.acknowledge({
        subscription: `${project}/subscriptions/missing`,
        ackIds: ['x'],
      }),
    ].map((call: Promise<unknown>) => expect(call).rejects.toMatchObject(NOT_FOUND)),
  );
  await expect(live.exists()).resolves.toEqual([true]);
});

test('what is there cannot be created again', async () => {
  const topic = await sandbox.topic();
  const subscription = await sandbox.subscribe(topic);
  await expect(sandbox.client.createTopic(topic.name)).rejects.toMatchObject(ALREADY_EXISTS);
  await expect(topic.createSubscription(subscription.name)).rejects.toMatchObject(ALREADY_EXISTS);
});

test.each(['x', '1abc', 'goog-topic', 'with space', 'a'.repeat(256)])(
  'a topic cannot be called "%s"',
  async (id) => {
    await expect(sandbox.client.createTopic(id)).rejects.toMatchObject(INVALID_ARGUMENT);
  },
);

test('lists come in pages, each resource once', async () => {
  const topic = await sandbox.topic();
  const created = [];
  for (let i = 0; i < 5; i++) created.push(await sandbox.subscribe(topic));
  const names = new Set(created.map(({ name }) => name));
  const paged = async (list: (pageToken?: string) => Promise<[string[], string | undefined]>) => {
    const found: string[] = [];
    let token: string | undefined;
    do {
      const [items, next] = await list(token);
      expect(items.length).toBeLessThanOrEqual(2);
      found.push(...items);
      token = next;
    } while (token);
    return found;
  };
  const ofTopic = await paged(async (pageToken = '') => {
    const options = { pageSize: 2, pageToken, autoPaginate: false };
    const [items, next] = await topic.getSubscriptions(options);
    return [items.map(({ name }) => name), (next as { pageToken?: string } | null)?.pageToken];
  });
  expect(new Set(ofTopic)).toEqual(names);
  expect(ofTopic).toHaveLength(names.size);
  const [all] = await sandbox.client.getSubscriptions();
  expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining([...names]));
  const [topics] = await sandbox.client.getTopics();
  expect(topics.map(({ name }) => name)).toContain(topic.name);
});

test('a subscription has a deadline of 10 s unless it is given one', async () => {
  const topic = await sandbox.topic();
  const [plain] = await (await sandbox.subscribe(topic)).getMetadata();
  const [given] = await (await sandbox.subscribe(topic, { ackDeadlineSeconds: 30 })).getMetadata();
  expect(plain).toMatchObject({ topic: topic.name, ackDeadlineSeconds: 10 });
  expect(given.ackDeadlineSeconds).toBe(30);
});

test('an update changes the fields of its mask and no other', async () => {
  const topic = await sandbox.topic();
  const subscription = await sandbox.subscribe(topic, { labels: { a: 'b' } });
  await subscription.setMetadata({ ackDeadlineSeconds: 42 });
  const [metadata] = await subscription.getMetadata();
  expect(metadata).toMatchObject({ ackDeadlineSeconds: 42, labels: { a: 'b' }, topic: topic.name });
});

testUnlessOfficial('a topic can get labels', async () => {
  const topic = await sandbox.topic();
  await topic.setMetadata({ labels: { a: 'b' } });
  const [metadata] = await topic.getMetadata();
  expect(metadata.labels).toEqual({ a: 'b' });
});

test('a subscription outlives its topic', async () => {
  const topic = await sandbox.topic();
  const subscription = await sandbox.subscribe(topic);
  await topic.publishMessage({ data: Buffer.from('x') });
  await topic.delete();
  const [metadata] = await subscription.getMetadata();
  expect(metadata.topic).toBe('_deleted-topic_');
  const request = { subscription: subscription.name, maxMessages: 1 };
  const [{ receivedMessages }] = await sandbox.subscriber.pull(request);
  expect(receivedMessages).toHaveLength(1);
});

test.each([
  ['an ack deadline of 601 s', { ackDeadlineSeconds: 601 }],
  [
    'a minimum backoff above the maximum',
    { retryPolicy: { minimumBackoff: { seconds: 20 }, maximumBackoff: { seconds: 10 } } },
  ],
])('a subscription cannot have %s', async (_, options) => {
  const topic = await sandbox.topic();
  await expect(sandbox.subscribe(topic, options)).rejects.toMatchObject(INVALID_ARGUMENT);
});

testUnlessOfficial.each([
  ['a filter', { filter: 'attributes.a = "b"' }],
  ['exactly-once delivery', { enableExactlyOnceDelivery: true }],
])('%s is refused, not ignored', async (_, options) => {
  const topic = await sandbox.topic();
  await expect(sandbox.subscribe(topic, options)).rejects.toMatchObject({ code: 12 });
});

testUnlessOfficial('a subscription cannot have an ack deadline of 9 s', async () => {
  const topic = await sandbox.topic();
  const subscribed = sandbox.subscribe(topic, { ackDeadlineSeconds: 9 });
  await expect(subscribed).rejects.toMatchObject(INVALID_ARGUMENT);
});

test.each([4, 101])('%d delivery attempts are out of range', async (maxDeliveryAttempts) => {
  const { name: deadLetterTopic } = await sandbox.topic();
  const deadLetterPolicy = { deadLetterTopic, maxDeliveryAttempts };
  const subscribed = sandbox.subscribe(await sandbox.topic(), { deadLetterPolicy });
  await expect(subscribed).rejects.toMatchObject({ code: 11 });
});

test('the dead-letter topic must be there', async () => {
  const deadLetterPolicy = { deadLetterTopic: `${project}/topics/missing` };
  const subscribed = sandbox.subscribe(await sandbox.topic(), { deadLetterPolicy });
  await expect(subscribed).rejects.toMatchObject(NOT_FOUND);
});
