import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Fault, FaultyRequest } from './fault';
import { readPush } from './fcm';
import { messagesPage, type Notes } from './page';
import { readMail } from './sendgrid';
import type { ShownMessage } from './shownMessage';

export interface MessagesOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** Chooses what goes wrong with a request. */
  readonly fault?: (request: FaultyRequest) => Fault | undefined;
  readonly onMessage?: (message: ShownMessage) => void;
  /** What the page says beside the messages. Where it fails, the page has the messages alone. */
  readonly notes?: (messages: readonly ShownMessage[]) => Promise<Notes>;
}

/** FCM and SendGrid in this process: takes messages, and shows them instead of sending them. */
export interface Messages {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Everything that was taken, in order. */
  readonly messages: readonly ShownMessage[];
  /** Requests to both services, those that failed included. */
  readonly requests: number;
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly body: string | object;
  readonly headers?: Readonly<Record<string, string>>;
}

type Unnumbered = ReturnType<typeof readPush> | ReturnType<typeof readMail>;

/** Starts it on 127.0.0.1. `/` shows all messages, `/messages.json` has them for programs. */
export async function startMessages(options: MessagesOptions = {}): Promise<Messages> {
  const messages: ShownMessage[] = [];
  let requests = 0;

  const take = (unnumbered: Unnumbered, id: string) => {
    const at = new Date().toISOString();
    const message = { ...unnumbered, number: messages.length + 1, at, id };
    messages.push(message);
    options.onMessage?.(message);
  };

  /** Handles a message; undefined when the connection is to end without an answer. */
  const receive = (
    service: FaultyRequest['service'],
    body: string,
    success: (id: string) => Reply,
  ) => {
    requests += 1;
    let message: Unnumbered;
    try {
      message = service === 'fcm' ? readPush(JSON.parse(body)) : readMail(JSON.parse(body));
    } catch (error) {
      return complaint(service, error instanceof Error ? error.message : String(error));
    }
    const receiver = message.channel === 'push' ? message.token : message.to;
    const fault = options.fault?.({ service, receiver, number: requests });
    const id = randomUUID();
    if (!fault || fault.accepts === true) take(message, id);
    if (!fault) return success(id);
    return fault.does === 'hang-up' ? undefined : fault;
  };

  const page = async (): Promise<Reply> => {
    const notes = await options.notes?.(messages).catch(() => undefined);
    return { status: 200, body: messagesPage(messages, notes) };
  };

  const answer = (
    method: string,
    path: string,
    body: string,
  ): Reply | Promise<Reply> | undefined => {
    const [, project] = /^\/v1\/projects\/([^/]+)\/messages:send$/.exec(path) ?? [];
    if (method === 'POST' && project !== undefined) {
      return receive('fcm', body, (id) => ({
        status: 200,
        body: { name: `projects/${project}/messages/${id}` },
      }));
    }
    if (method === 'POST' && path === '/v3/mail/send') {
      return receive('sendgrid', body, (id) => ({
        status: 202,
        body: '',
        headers: { 'x-message-id': id },
      }));
    }
    if (path === '/') return page();
    if (path === '/messages.json') return { status: 200, body: messages };
    const mail = messages[Number(/^\/mail\/(\d+)$/.exec(path)?.[1]) - 1];
    return mail?.channel === 'email'
      ? { status: 200, body: mail.html }
      : { status: 404, body: 'There is nothing here.' };
  };

  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const reply = isAuthorized(request)
        ? await answer(request.method ?? '', pathOf(request), body)
        : refused;
      if (reply) send(response, reply);
      else request.socket.destroy();
    });
  }).listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    get requests() {
      return requests;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const refused: Reply = { status: 401, body: { error: { status: 'UNAUTHENTICATED', code: 401 } } };

function isAuthorized({ method, headers }: IncomingMessage): boolean {
  return method !== 'POST' || /^Bearer \S+/.test(headers.authorization ?? '');
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return new URL(url, 'http://localhost').pathname;
}

function complaint(service: FaultyRequest['service'], message: string): Reply {
  const type = 'type.googleapis.com/google.firebase.fcm.v1.FcmError';
  const details = [{ '@type': type, errorCode: 'INVALID_ARGUMENT' }];
  const error = { code: 400, message, status: 'INVALID_ARGUMENT', details };
  const errors = [{ message, field: null, help: null }];
  return { status: 400, body: service === 'fcm' ? { error } : { errors } };
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/html; charset=utf-8' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
