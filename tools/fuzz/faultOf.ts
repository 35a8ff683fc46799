/** What a function answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Refusal {
  readonly error?: {
    readonly status?: unknown;
    readonly message?: unknown;
    readonly reason?: unknown;
    readonly details?: { readonly reason?: unknown };
  };
}

/**
 * What is wrong with an answer, or undefined: it may do what was asked for, or refuse with a 4xx that
 * says why.
 */
export function faultOf({ status, body }: Answer): string | undefined {
  if (status < 400) return body.includes('"INTERNAL"') ? 'internal, in a stream' : undefined;
  if (status >= 500) return `status ${status}`;
  const refusal = refusalIn(body)?.error;
  // Not a callable's answer: a page in words, or a body that was no JSON and came to no function.
  if (refusal === undefined) return body === '' ? 'no reason' : undefined;
  if (refusal.status === 'INTERNAL') return 'internal';
  const reason = refusal.reason ?? refusal.details?.reason;
  // firebase-functions itself answers who has a token that is none.
  return typeof reason === 'string' || status === 401 ? undefined : 'no reason';
}

function refusalIn(body: string): Refusal | undefined {
  try {
    return JSON.parse(body) as Refusal;
  } catch {
    return undefined; // not JSON
  }
}
