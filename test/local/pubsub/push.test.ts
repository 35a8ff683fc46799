import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Sandbox } from './sandbox';
import { startSandbox } from './sandbox';

interface PushBody {
  message: { messageId: string; data?: string; attributes?: Record<string, string> };
  subscription: string;
  deliveryAttempt?: number;
}

let sandbox: Sandbox;
let server: Server;
let answers: number[] = [];
let requests: { body: PushBody; request: IncomingMessage }[] = [];

beforeAll(async () => {
  sandbox = await startSandbox();
  server = createServer((request, response) => {
    void json(request).then((body) => {
      response.writeHead(answers.shift() ?? 204).end();
      requests.push({ body: body as PushBody, request });
      server.emit('pushed');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

beforeEach(() => {
  answers = [];
  requests = [];
});

afterAll(async () => {
  await sandbox.close();
  server.close();
});

async function pushed(n: number) {
  while (requests.length < n) await once(server, 'pushed');
  return requests;
}

const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/push`;

test('a message is posted as JSON', async () => {
  const topic = await sandbox.topic();
  const subscription = await sandbox.subscribe(topic, { pushEndpoint: endpoint() });
  const messageId = await topic.publishMessage({
    data: Buffer.from('hello'),
    attributes: { a: 'b' },
  });
  const [pushedOne] = await pushed(1);
  expect(pushedOne?.request).toMatchObject({ method: 'POST', url: '/push' });
  expect(pushedOne?.request.headers['content-type']).toMatch('application/json');
  expect(pushedOne?.body).toEqual({
    message: {
      data: 'aGVsbG8=',
      attributes: { a: 'b' },
      messageId,
      message_id: messageId,
      publishTime: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      publish_time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    },
    subscription: subscription.name,
  });
});

test('a message without attributes or without data is posted too', async () => {
  const topic = await sandbox.topic();
  await sandbox.subscribe(topic, { pushEndpoint: endpoint() });
  await topic.publishMessage({ data: Buffer.from('x') });
  await topic.publishMessage({ attributes: { a: 'b' } });
  const bodies = (await pushed(2)).map(({ body }) => body.message);
  expect(bodies).toContainEqual(expect.objectContaining({ data: 'eA==', attributes: {} }));
  expect(bodies).toContainEqual(expect.objectContaining({ data: '', attributes: { a: 'b' } }));
});

test('an answer other than success brings the message again, with the same id', async () => {
  answers = [500, 404];
  const topic = await sandbox.topic();
  await sandbox.subscribe(topic, {
    pushEndpoint: endpoint(),
    retryPolicy: { minimumBackoff: { nanos: 10e6 }, maximumBackoff: { nanos: 20e6 } },
  });
  const id = await topic.publishMessage({ data: Buffer.from('again') });
  const ids = (await pushed(3)).map(({ body }) => body.message.messageId);
  expect(ids).toEqual([id, id, id]);
});

test('the endpoint of a subscription can be changed', async () => {
  const topic = await sandbox.topic();
  const subscription = await sandbox.subscribe(topic, { pushEndpoint: `${endpoint()}/old` });
  await subscription.modifyPushConfig({ pushEndpoint: `${endpoint()}/new` });
  await topic.publishMessage({ data: Buffer.from('x') });
  const [first] = await pushed(1);
  expect(first?.request.url).toBe('/push/new');
});

test('without an endpoint the messages wait to be pulled', async () => {
  const topic = await sandbox.topic();
  const subscription = await sandbox.subscribe(topic, { pushEndpoint: endpoint() });
  await subscription.modifyPushConfig({});
  await topic.publishMessage({ data: Buffer.from('x') });
  const request = { subscription: subscription.name, maxMessages: 1 };
  const [{ receivedMessages }] = await sandbox.subscriber.pull(request);
  expect(receivedMessages).toHaveLength(1);
  expect(requests).toEqual([]);
});
