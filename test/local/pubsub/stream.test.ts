import type { Message } from '@google-cloud/pubsub';
import type { Sandbox } from './sandbox';
import { startSandbox, testUnlessOfficial } from './sandbox';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});

/** Ends the streams of a test; each is over when it has reported its status. */
let cancelStreams: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(cancelStreams.map((cancel) => cancel()));
  cancelStreams = [];
});

afterAll(() => sandbox.close());

interface Response {
  receivedMessages: { ackId: string; message: { data: Buffer } }[];
}

/** A stream as it is on the wire, and what it has received. */
function open(subscription: string, first: Record<string, unknown> = {}) {
  const stream = sandbox.subscriber.streamingPull();
  const received: { ackId: string; text: string }[] = [];
  stream.on('data', ({ receivedMessages }: Response) => {
    for (const { ackId, message } of receivedMessages) {
      received.push({ ackId, text: message.data.toString() });
    }
    stream.emit('more');
  });
  const over = new Promise((resolve) => stream.on('error', resolve));
  cancelStreams.push(() => {
    stream.cancel();
    return over;
  });
  stream.write({ subscription, streamAckDeadlineSeconds: 10, ...first });
  const until = (n: number) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (received.length < n) return;
        stream.off('more', check);
        resolve();
      };
      stream.on('more', check);
      check();
    });
  return { stream, received, until, over };
}

async function backlog(n: number, size = 1) {
  const topic = await sandbox.topic();
  const { name } = await sandbox.subscribe(topic);
  const messages = Array.from({ length: n }, () => ({ data: Buffer.alloc(size, 'x') }));
  await sandbox.publisher.publish({ topic: topic.name, messages });
  return name;
}

const ids = (received: { ackId: string }[]) => received.map(({ ackId }) => ackId);

/** What another subscriber can still get at once. */
async function left(subscription: string): Promise<number> {
  const request = { subscription, maxMessages: 1000, returnImmediately: true };
  const [{ receivedMessages }] = await sandbox.subscriber.pull(request);
  return receivedMessages?.length ?? 0;
}

testUnlessOfficial(
  'no more than max_outstanding_messages are sent before some are acknowledged',
  async () => {
    const name = await backlog(5);
    const { stream, received, until } = open(name, { maxOutstandingMessages: 2 });
    await until(2);
    stream.write({ ackIds: ids(received.slice(0, 1)) });
    await until(3);
    expect(await left(name)).toBe(2);
    expect(received).toHaveLength(3);
    stream.cancel();
  },
);

testUnlessOfficial('no more are sent once max_outstanding_bytes are out', async () => {
  const name = await backlog(5, 1000);
  const { stream, received, until } = open(name, { maxOutstandingBytes: 2000 });
  await until(2);
  stream.write({ ackIds: ids(received) });
  await until(4);
  expect(await left(name)).toBe(1);
});

test('a deadline of 0 on the stream returns the message', async () => {
  const name = await backlog(1);
  const { stream, received, until } = open(name);
  await until(1);
  stream.write({ modifyDeadlineAckIds: ids(received), modifyDeadlineSeconds: [0] });
  await until(2);
});

test('what a closed stream held stays out until its deadline', async () => {
  const name = await backlog(1);
  const { stream, until } = open(name);
  await until(1);
  stream.cancel();
  expect(await left(name)).toBe(0);
});

testUnlessOfficial('messages are shared between streams, each goes to one', async () => {
  const name = await backlog(10);
  const streams = [
    open(name, { maxOutstandingMessages: 5 }),
    open(name, { maxOutstandingMessages: 5 }),
  ];
  await Promise.all(streams.map(({ until }) => until(5)));
  expect(new Set(streams.flatMap(({ received }) => ids(received))).size).toBe(10);
});

test.each([
  ['of a subscription that is not there', 'projects/demo-pubsub/subscriptions/missing', {}, 5],
  ['with a deadline of 5 s', undefined, { streamAckDeadlineSeconds: 5 }, 3],
])('a stream %s ends with an error', async (_, missing, first, code) => {
  const { over } = open(missing ?? (await backlog(1)), first);
  expect(await over).toMatchObject({ code });
});

test('the client hands on that the subscription has been deleted', async () => {
  const topic = await sandbox.topic();
  const subscription = await sandbox.subscribe(topic);
  const errors = new Promise((resolve) => subscription.on('error', resolve));
  // The client closes it by itself, once all that it still had to acknowledge has been answered.
  const closed = new Promise<void>((resolve) => subscription.on('close', resolve));
  const first = new Promise((resolve) => subscription.on('message', resolve));
  await topic.publishMessage({ data: Buffer.from('x') });
  ((await first) as Message).ack();
  await sandbox.client.subscription(subscription.name).delete();
  expect(await errors).toMatchObject({ code: 5 });
  await closed;
});
