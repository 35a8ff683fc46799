import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { registerHost } from './functionsRelay';
import type { OfficialHosts } from './officialSuite';

/** Finds out whether the official emulators, which cannot be asked, have handed over their events. */
export interface EventProbe {
  /**
   * Resolves when events that begin now have come through, of a document and of a message, so those
   * that began before have come through too.
   */
  passed(): Promise<void>;
  close(): Promise<void>;
}

/** An event may overtake others, as Pub/Sub looks every 100 ms for what to push; a few in turn do not. */
const ROUNDS = 3;

/** Starts a probe, in a project of its own beside that of a test file. */
export async function startEventProbe(
  { firestore, pubsub, relay }: OfficialHosts,
  ofProject: string,
): Promise<EventProbe> {
  const project = `${ofProject}-probe`;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(204).end();
    server.emit(request.url?.startsWith('/message') ? 'message' : 'document');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await registerHost(relay, project, host);

  const triggers = `http://${firestore}/emulator/v1/projects/${project}/eventarcTrigger`;
  const documents = `http://${firestore}/v1/projects/${project}/databases/(default)/documents`;
  const topic = `projects/${project}/topics/probe`;
  const subscription = `projects/${project}/subscriptions/probe`;
  const pushConfig = { pushEndpoint: `http://${host}/message` };
  await send('POST', `${triggers}?eventarcTriggerId=probe`, {
    eventType: 'google.cloud.firestore.document.v1.written',
    database: '(default)',
    document: { value: 'probes/{id}', matchType: 'PATH_PATTERN' },
  });
  await send('PUT', `http://${pubsub}/v1/${topic}`, {});
  await send('PUT', `http://${pubsub}/v1/${subscription}`, { topic, pushConfig });

  const round = async () => {
    const both = Promise.all([once(server, 'document'), once(server, 'message')]);
    const now = { fields: { at: { doubleValue: performance.now() } } };
    await Promise.all([
      send('PATCH', `${documents}/probes/only`, now),
      send('POST', `http://${pubsub}/v1/${topic}:publish`, { messages: [{ data: 'e30=' }] }),
    ]);
    await both;
  };
  return {
    async passed() {
      for (let n = 0; n < ROUNDS; n += 1) await round();
    },
    async close() {
      await send('DELETE', `http://${pubsub}/v1/${subscription}`);
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function send(method: string, url: string, body?: object): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', authorization: 'Bearer owner' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${await response.text()}`);
}
