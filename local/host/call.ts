/** The error that a callable answered with. */
export class CallableError extends Error {
  override readonly name = 'CallableError';

  constructor(
    /** As in HttpsError: `not-found`, `invalid-argument` and so on. */
    readonly code: string,
    message: string,
    readonly details: unknown,
  ) {
    super(message);
  }
}

interface WireError {
  readonly status: string;
  readonly message: string;
  readonly details?: unknown;
}

interface Answer {
  readonly result?: unknown;
  readonly error?: WireError;
}

interface StreamedEvent extends Answer {
  readonly message?: unknown;
}

/**
 * Calls a function by the protocol of callables:
 * https://firebase.google.com/docs/functions/callable-reference
 * @throws CallableError
 */
export async function call(url: string, data: unknown, token?: string): Promise<unknown> {
  const response = await post(url, data, token);
  const { result, error } = (await response.json()) as Answer;
  if (error) throw callableError(error);
  return result;
}

/**
 * Calls a function as a stream and gives what it sends before its answer:
 * https://firebase.google.com/docs/functions/callable?gen=2nd#streaming
 *
 * @throws CallableError
 */
export async function* callAsStream(url: string, data: unknown, token?: string): AsyncGenerator {
  const response = await post(url, data, token, { accept: 'text/event-stream' });
  for await (const line of linesOf(response)) {
    if (!line.startsWith('data: ')) continue;
    const { message, error } = JSON.parse(line.slice('data: '.length)) as StreamedEvent;
    if (error) throw callableError(error);
    if (message !== undefined) yield message;
  }
}

async function* linesOf({ body }: Response): AsyncGenerator<string> {
  let rest = '';
  for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function post(url: string, data: unknown, token?: string, headers?: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ data: data ?? null }),
  });
}

function callableError({ status, message, details }: WireError): CallableError {
  return new CallableError(status.toLowerCase().replaceAll('_', '-'), message, details);
}
