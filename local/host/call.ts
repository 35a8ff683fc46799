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

interface Answer {
  result?: unknown;
  error?: { status: string; message: string; details?: unknown };
}

/**
 * Calls a function by the protocol of callables:
 * https://firebase.google.com/docs/functions/callable-reference
 * @throws CallableError
 */
export async function call(url: string, data: unknown, token?: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ data: data ?? null }),
  });
  const { result, error } = (await response.json()) as Answer;
  if (!error) return result;
  const code = error.status.toLowerCase().replaceAll('_', '-');
  throw new CallableError(code, error.message, error.details);
}
