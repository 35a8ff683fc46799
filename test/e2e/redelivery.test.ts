import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { PubSub } from '@google-cloud/pubsub';
import { type Pubsub, startPubsub } from '../../local/pubsub/index';
import { firebaseTools } from '../../local/suite/preload/firebaseTools';
import { redeliverFailed } from '../../local/suite/preload/redeliverFailed';
import { defaultPorts } from '../../local/suite/ports';
import { projectId } from '../support/env';

/** What a function was sent. */
interface Delivery {
  readonly name: string;
  readonly id: string;
}

interface Emulator {
  addTrigger(topic: string, triggerKey: string, signature: 'cloudevent'): Promise<void>;
  stop(): Promise<void>;
}

const region = 'us-central1';
const failuresLeft = new Map<string, number>();
const deliveries: Delivery[] = [];
const names = (): string[] => deliveries.map(({ name }) => name);
const cleanups: (() => unknown)[] = [];
let pubsub: Pubsub;
let emulator: Emulator;
let publish: (topic: string) => Promise<string>;

/** The Functions emulator as far as Pub/Sub sees it, with functions that fail so many times. */
async function startFunctions(): Promise<number> {
  const server = createServer((request, response) => {
    const name = /triggers\/us-central1-(\w+)-0$/.exec(request.url ?? '')?.[1] ?? '';
    void json(request).then((event) => {
      deliveries.push({ name, id: (event as { id: string }).id });
      const left = failuresLeft.get(name) ?? 0;
      failuresLeft.set(name, left - 1);
      response.writeHead(left > 0 ? 500 : 200).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  pubsub = await startPubsub();
  const environment = {
    projectId,
    directory: '',
    ports: { ...defaultPorts, functions: await startFunctions() },
  };
  redeliverFailed(environment, 1000);
  firebaseTools('emulator/functionsEmulatorShared').emulatedFunctionsFromEndpoints([
    { region, id: 'retrying', eventTrigger: { retry: true } },
    { region, id: 'sibling', eventTrigger: { retry: true } },
    { region, id: 'careless', eventTrigger: { retry: false } },
  ]);
  const client = new PubSub({ projectId, apiEndpoint: pubsub.host, emulatorMode: true });
  const { PubsubEmulator } = firebaseTools('emulator/pubsubEmulator') as unknown as {
    PubsubEmulator: new (args: object) => Emulator;
  };
  emulator = new PubsubEmulator({ projectId });
  Object.assign(emulator, { _pubsub: client });
  await emulator.addTrigger('work', `${region}-retrying-0`, 'cloudevent');
  await emulator.addTrigger('work', `${region}-sibling-0`, 'cloudevent');
  await emulator.addTrigger('play', `${region}-careless-0`, 'cloudevent');
  publish = (topic) => client.topic(topic).publishMessage({ json: {} });
  cleanups.push(
    () => {
      pubsub.close();
    },
    () => emulator.stop(),
  );
});

afterAll(async () => {
  for (const cleanup of cleanups.toReversed()) await cleanup();
});

beforeEach(() => {
  deliveries.length = 0;
  failuresLeft.clear();
});

it('delivers again to the function that failed, with the same event id, until it succeeds', async () => {
  failuresLeft.set('retrying', 2);
  const id = await publish('work');
  await until(() => names().filter((name) => name === 'retrying').length === 3);
  await sleep(500);
  expect(names().sort()).toEqual(['retrying', 'retrying', 'retrying', 'sibling']);
  expect(new Set(deliveries.map((delivery) => delivery.id))).toEqual(new Set([id]));
});

it('gives a message up that failed for too long', async () => {
  failuresLeft.set('retrying', Infinity);
  await publish('work');
  await pubsub.idle();
  expect(names().filter((name) => name === 'retrying').length).toBeGreaterThan(2);
  expect(names().filter((name) => name === 'sibling')).toHaveLength(1);
});

it('delivers once to a function that does not ask for retries', async () => {
  failuresLeft.set('careless', 1);
  await publish('play');
  await until(() => deliveries.length === 1);
  await sleep(500);
  expect(names()).toEqual(['careless']);
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It did not come to that.');
    await sleep(20);
  }
}
