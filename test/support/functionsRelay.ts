import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * Passes the events of one Firestore emulator, which knows one functions host, to the host of each
 * project. `PUT /hosts/PROJECT` with a body of `host:port` makes a host known.
 */
export interface FunctionsRelay {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly close: () => Promise<void>;
}

const EVENT = /^\/functions\/projects\/([^/]+)\/triggers\//;

export async function startFunctionsRelay(): Promise<FunctionsRelay> {
  const hosts = new Map<string, string>();
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const registered = method === 'PUT' ? url.split('/').at(-1) : undefined;
    if (registered !== undefined) {
      void text(request).then((host) => {
        hosts.set(registered, host);
        response.end();
      });
      return;
    }
    const host = hosts.get(EVENT.exec(url)?.[1] ?? '');
    const none = () => response.writeHead(404).end();
    if (host === undefined) {
      none();
      return;
    }
    const onward = httpRequest(`http://${host}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502);
      answer.pipe(response);
    });
    onward.on('error', none);
    request.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Has the relay pass the events of a project to a `host:port`. */
export async function registerHost(relay: string, projectId: string, host: string): Promise<void> {
  await fetch(`http://${relay}/hosts/${projectId}`, { method: 'PUT', body: host });
}
