import type { IncomingMessage, RequestListener } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Databases } from '../databases';
import type { TriggerRegistration, Triggers } from '../triggers/triggers';

interface Answer {
  readonly status: number;
  readonly body: string | object;
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (
    match: readonly string[],
    url: URL,
    request: IncomingMessage,
  ) => Promise<Answer>;
}

const ok = (body: string | object = {}): Answer => ({ status: 200, body });

/** The part of the official emulator's REST interface that tools and tests use besides gRPC. */
export function restHandler(databases: Databases, triggers: Triggers): RequestListener {
  const routes: Route[] = [
    { method: 'GET', path: /^\/$/, answer: () => Promise.resolve(ok('Ok\n')) },
    {
      method: 'PUT',
      path: /^\/emulator\/v1\/projects\/[^/]+:securityRules$/,
      answer: () => Promise.resolve(ok({ issues: [] })),
    },
    {
      method: 'DELETE',
      path: /^\/emulator\/v1\/(projects\/[^/]+\/databases\/[^/]+)\/documents$/,
      answer: ([, database = '']) => {
        databases.open(database).clear();
        return Promise.resolve(ok());
      },
    },
    {
      method: 'POST',
      path: /^\/emulator\/v1\/projects\/([^/]+)\/eventarcTrigger$/,
      answer: async ([, project = ''], url, request) => {
        const id = url.searchParams.get('eventarcTriggerId') ?? '';
        const registered = triggers.register(
          project,
          id,
          (await json(request)) as TriggerRegistration,
        );
        return registered ? ok() : { status: 400, body: { error: 'Unknown event type.' } };
      },
    },
  ];
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = decodeURIComponent(url.pathname);
    const route = routes.find((each) => each.method === request.method && each.path.test(path));
    const match = route?.path.exec(path) ?? [];
    const answer = route?.answer(match, url, request) ?? Promise.resolve(notFound);
    answer
      .catch((error: unknown) => ({ status: 400, body: { error: String(error) } }))
      .then(({ status, body }) => {
        response.statusCode = status;
        if (typeof body === 'string') return response.end(body);
        response.setHeader('content-type', 'application/json');
        return response.end(JSON.stringify(body));
      })
      .catch((error: unknown) => response.destroy(error as Error));
  };
}

const notFound: Answer = { status: 404, body: { error: 'Not found.' } };
