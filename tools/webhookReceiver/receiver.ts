import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A request to a receiver of webhooks, and what its signature is worth. */
export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** By the library of the Standard Webhooks convention, with the secret of the receiver. */
  readonly isSigned: boolean;
}

/** A receiver of webhooks on this machine. */
export interface Receiver {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a receiver as an app has one: it verifies the signature before it looks at anything.
 *
 * @param secret `whsec_` and base64
 * @param answer the status that a request is answered with, after what is to be done; null: none, the connection ends
 * @param port default: any that is free
 */
export async function startReceiver(
  secret: string,
  answer: (received: Received) => number | null | Promise<number | null>,
  port = 0,
): Promise<Receiver> {
  const verifier = new Webhook(secret);
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const received = { headers, body, isSigned: isSigned(verifier, body, headers) };
      void Promise.resolve(answer(received)).then((status) => {
        if (status === null) request.socket.destroy();
        else response.writeHead(received.isSigned ? status : 401).end();
      });
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}/streaks`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
}

function isSigned(
  verifier: Webhook,
  body: string,
  headers: Readonly<Record<string, string>>,
): boolean {
  try {
    verifier.verify(body, { ...headers });
    return true;
  } catch {
    return false;
  }
}
