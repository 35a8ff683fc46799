import { CallableError } from './call';

interface Event {
  readonly message?: unknown;
  readonly result?: unknown;
  readonly error?: { status: string; message: string; details?: unknown };
}

/**
 * Calls a function as a stream and gives what it sends before its answer:
 * https://firebase.google.com/docs/functions/callable?gen=2nd#streaming
 *
 * @throws CallableError
 */
export async function* callAsStream(url: string, data: unknown, token?: string): AsyncGenerator {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ data: data ?? null }),
  });
  for await (const line of linesOf(response)) {
    if (!line.startsWith('data: ')) continue;
    const { message, error } = JSON.parse(line.slice('data: '.length)) as Event;
    if (error) {
      const code = error.status.toLowerCase().replaceAll('_', '-');
      throw new CallableError(code, error.message, error.details);
    }
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
