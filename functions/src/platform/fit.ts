import type { Request } from 'firebase-functions/https';
import { flawOf } from './flawOf';

const flaws = new WeakMap<object, string>();

/**
 * Makes a request fit for `onCall`, and keeps what is wrong with it for {@link flawIn}. Left to
 * itself, `onCall` would log a body that it does not take, and call one that it cannot decode our
 * fault.
 */
export function fit(request: Request, maxBytes: number): Request {
  if (request.method === 'OPTIONS') return request; // asks which origins may call
  const flaw = flawOfRequest(request, maxBytes);
  if (flaw === undefined) return request;
  flaws.set(request, flaw);
  request.headers['content-type'] = 'application/json';
  return Object.assign(request, { method: 'POST', body: { data: null } });
}

/** What was wrong with a request, or undefined. */
export function flawIn(request: object): string | undefined {
  return flaws.get(request);
}

function flawOfRequest(request: Request, maxBytes: number): string | undefined {
  if (request.method !== 'POST') return 'Send a POST.';
  if (!request.is('application/json')) return 'Send JSON, with its content type.';
  // The emulator's typings differ: there is no body without bytes.
  const bytes = (request as { rawBody?: Buffer }).rawBody?.length ?? 0;
  if (bytes > maxBytes) return `The body must not be longer than ${maxBytes} bytes.`;
  return flawOf(request.body);
}
