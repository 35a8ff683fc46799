import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { deleteApp, initializeApp } from 'firebase/app';
import { type Functions, connectFunctionsEmulator, getFunctions } from 'firebase/functions';

/** What a callable was sent. */
export interface Call {
  readonly name: string;
  readonly data: unknown;
  /** The App Check token, where there is one. */
  readonly appCheck: string | undefined;
}

/** Speaks the callable protocol: a status and a body for each call; one in text is sent as it is. */
export type Answer = (call: Call) => readonly [status: number, body: object | string];

/** Functions of the Firebase SDK on a server that gives these answers. */
export async function functionsThat(
  answer: Answer,
): Promise<{ functions: Functions; port: number; end: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const name = request.url?.split('/').at(-1) ?? '';
    void json(request).then((body) => {
      const { data } = body as { data: unknown };
      const appCheck = request.headers['x-firebase-appcheck']?.toString();
      const [status, answered] = answer({ name, data, appCheck });
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof answered === 'string' ? answered : JSON.stringify(answered));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const app = initializeApp({ projectId: 'demo-client', apiKey: 'demo' }, `port ${port}`);
  const functions = getFunctions(app);
  connectFunctionsEmulator(functions, '127.0.0.1', port);
  const end = async () => {
    await deleteApp(app);
    server.closeAllConnections();
    server.close();
  };
  return { functions, port, end };
}
