import type { Sandbox } from './sandbox';
import { count, receive, startSandbox, testUnlessOfficial, text } from './sandbox';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(() => sandbox.close());

test('a message reaches every subscription once, with data, attributes and id', async () => {
  const topic = await sandbox.topic();
  const subscriptions = [await sandbox.subscribe(topic), await sandbox.subscribe(topic)];
  const before = Date.now();
  const id = await topic.publishMessage({ data: Buffer.from('hello'), attributes: { a: 'b' } });
  for (const subscription of subscriptions) {
    const [message] = await receive(subscription, count(1));
    expect(message).toMatchObject({ id, attributes: { a: 'b' }, deliveryAttempt: 0 });
    expect(message?.data.toString()).toBe('hello');
    const publishedAt = message?.publishTime.getTime();
    expect(publishedAt).toBeGreaterThanOrEqual(before);
    expect(publishedAt).toBeLessThanOrEqual(Date.now());
  }
});

test('a subscription does not see what was published before it', async () => {
  const topic = await sandbox.topic();
  await topic.publishMessage({ data: Buffer.from('before') });
  const subscription = await sandbox.subscribe(topic);
  await topic.publishMessage({ data: Buffer.from('after') });
  const received = await receive(subscription, count(1));
  expect(received.map(text)).toEqual(['after']);
});

test('two thousand messages arrive', async () => {
  const topic = await sandbox.topic();
  const subscription = await sandbox.subscribe(topic);
  const all = Array.from({ length: 2000 }, (_, i) => `${i}`);
  const [received] = await Promise.all([
    receive(subscription, count(2000)),
    ...all.map((data) => topic.publishMessage({ data: Buffer.from(data) })),
  ]);
  expect(new Set(received.map(text))).toEqual(new Set(all));
});

test('messages of more than one response come through', async () => {
  const topic = await sandbox.topic();
  const subscription = await sandbox.subscribe(topic);
  const data = Buffer.alloc(3_000_000, 'x');
  await Promise.all([1, 2, 3].map(() => topic.publishMessage({ data })));
  const received = await receive(subscription, count(3));
  expect(received.map((message) => message.length)).toEqual([
    data.length,
    data.length,
    data.length,
  ]);
});

async function publish(messages: { data?: Buffer; attributes?: Record<string, string> }[]) {
  const { name: topic } = await sandbox.topic();
  const [reply] = await sandbox.publisher.publish({ topic, messages }, { retry: null });
  return reply;
}

const x = Buffer.from('x');

test('a thousand messages of one request get an id each', async () => {
  const reply = await publish(Array.from({ length: 1000 }, () => ({ data: x })));
  expect(new Set(reply.messageIds).size).toBe(1000);
});

test.each([
  ['no messages', []],
  ['an empty message', [{}]],
  ['1001 messages', Array.from({ length: 1001 }, () => ({ data: x }))],
])('%s cannot be published', async (_, messages) => {
  await expect(publish(messages)).rejects.toMatchObject({ code: 3 });
});

testUnlessOfficial.each([
  ['an attribute without a key', [{ attributes: { '': 'x' } }]],
  ['an attribute key of 257 bytes', [{ attributes: { ['k'.repeat(257)]: 'x' } }]],
  ['an attribute key that begins with goog', [{ attributes: { google: 'x' } }]],
  ['an attribute value of 1025 bytes', [{ attributes: { k: 'x'.repeat(1025) } }]],
  ['more than 10 MB', [{ data: Buffer.alloc(10_000_001) }]],
])('%s cannot be published', async (_, messages) => {
  await expect(publish(messages)).rejects.toMatchObject({ code: 3 });
});
