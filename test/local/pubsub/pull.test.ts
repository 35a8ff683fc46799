import type { Sandbox } from './sandbox';
import { startSandbox, testUnlessOfficial } from './sandbox';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});

afterAll(() => sandbox.close());

/** A topic with a subscription to pull from, and `n` messages in it. */
async function backlog(n: number) {
  const topic = await sandbox.topic();
  const { name: subscription } = await sandbox.subscribe(topic);
  const messages = Array.from({ length: n }, (_, i) => ({ data: Buffer.from(`${i}`) }));
  if (n > 0) await sandbox.publisher.publish({ topic: topic.name, messages });
  return { topic, subscription };
}

async function pull(subscription: string, maxMessages = 100, returnImmediately = false) {
  const request = { subscription, maxMessages, returnImmediately };
  const [{ receivedMessages }] = await sandbox.subscriber.pull(request, { retry: null });
  return (receivedMessages ?? []).map(({ ackId, message }) => ({
    ackId: ackId ?? '',
    text: message?.data?.toString() ?? '',
  }));
}

test('a pull takes no more than it asks for, the next takes the rest', async () => {
  const { subscription } = await backlog(5);
  const first = await pull(subscription, 3);
  const second = await pull(subscription);
  expect(first).toHaveLength(3);
  expect([...first, ...second].map(({ text }) => text).sort()).toEqual(['0', '1', '2', '3', '4']);
});

test('a pull waits for a message', async () => {
  const { topic, subscription } = await backlog(0);
  const pulled = pull(subscription);
  await topic.publishMessage({ data: Buffer.from('now') });
  expect((await pulled).map(({ text }) => text)).toEqual(['now']);
});

test('a pull that is to return at once finds nothing in an empty subscription', async () => {
  const { subscription } = await backlog(0);
  expect(await pull(subscription, 1, true)).toEqual([]);
});

test('acknowledged messages are gone, those with a deadline of 0 come again', async () => {
  const { subscription } = await backlog(2);
  const [one, two] = await pull(subscription, 2);
  const ackIds = (message?: { ackId: string }) => [message?.ackId ?? ''];
  await sandbox.subscriber.acknowledge({ subscription, ackIds: ackIds(one) });
  await sandbox.subscriber.modifyAckDeadline({
    subscription,
    ackIds: ackIds(two),
    ackDeadlineSeconds: 0,
  });
  expect((await pull(subscription)).map(({ text }) => text)).toEqual([two?.text]);
  expect(await pull(subscription, 1, true)).toEqual([]);
});

test('an acknowledgement twice is no error', async () => {
  const { subscription } = await backlog(1);
  const ackIds = (await pull(subscription)).map(({ ackId }) => ackId);
  await sandbox.subscriber.acknowledge({ subscription, ackIds });
  await expect(sandbox.subscriber.acknowledge({ subscription, ackIds })).resolves.toBeDefined();
});

test('a pull must ask for at least one message', async () => {
  const { subscription } = await backlog(0);
  await expect(pull(subscription, 0)).rejects.toMatchObject({ code: 3 });
});

testUnlessOfficial('an ack deadline of more than 600 s is refused', async () => {
  const { subscription } = await backlog(1);
  const ackIds = (await pull(subscription)).map(({ ackId }) => ackId);
  const request = { subscription, ackIds, ackDeadlineSeconds: 601 };
  await expect(sandbox.subscriber.modifyAckDeadline(request)).rejects.toMatchObject({ code: 3 });
});
