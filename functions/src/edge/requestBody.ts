import type { Request } from 'firebase-functions/https';

/** Requests are a few levels deep, and lists of ids have a hundred entries. */
const MAX_DEPTH = 10;
const MAX_VALUES = 2_000;

const LONGS = ['Int64Value', 'UInt64Value'].map(
  (name) => `type.googleapis.com/google.protobuf.${name}`,
);

/**
 * What is wrong with the body of a call before its schema is asked, or undefined. It names a rule and
 * repeats nothing of the body. No recursion: how deep a body is, is up to who sends it.
 */
export function bodyErrorOf(body: unknown): string | undefined {
  if (!isObject(body) || !('data' in body)) return 'The body must be an object with `data`.';
  if (Object.keys(body).length > 1) return 'The body must hold nothing but `data`.';
  const level: { value: unknown; depth: number }[] = [{ value: body['data'], depth: 1 }];
  for (let seen = 1, next = level.pop(); next; next = level.pop(), seen += 1) {
    const { value, depth } = next;
    if (typeof value === 'string' && !value.isWellFormed()) return 'Text must be well-formed.';
    if (!isObject(value)) continue;
    if (depth > MAX_DEPTH) return `Data must not be more than ${MAX_DEPTH} levels deep.`;
    if ('@type' in value && !isLong(value)) return '`@type` may only be that of a long integer.';
    const fields = Object.entries(value);
    if (seen + level.length + fields.length > MAX_VALUES) {
      return `Data must not hold more than ${MAX_VALUES} values.`;
    }
    for (const [name, inner] of fields) {
      if (name === '__proto__') return 'No field may be named `__proto__`.';
      if (!name.isWellFormed()) return 'Text must be well-formed.';
      level.push({ value: inner, depth: depth + 1 });
    }
  }
  return undefined;
}

/** How the SDKs of Android and iOS send integers of 64 bits. */
function isLong(value: Readonly<Record<string, unknown>>): boolean {
  const { '@type': type, value: digits } = value;
  return LONGS.some((long) => long === type) && /^-?\d{1,20}$/.test(String(digits));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const bodyErrors = new WeakMap<object, string>();

/**
 * Validates the body of a request before `onCall` sees it. An invalid body is replaced by an empty one,
 * and its error is kept for {@link bodyErrorIn}: `onCall` itself would log a body that it rejects, and
 * report one that it cannot decode as an internal error.
 */
export function validateBody(request: Request, maxBytes: number): Request {
  if (request.method === 'OPTIONS') return request; // asks which origins may call
  const bodyError = errorOfRequest(request, maxBytes);
  if (bodyError === undefined) return request;
  bodyErrors.set(request, bodyError);
  request.headers['content-type'] = 'application/json';
  return Object.assign(request, { method: 'POST', body: { data: null } });
}

/** What was wrong with a request, or undefined. */
export function bodyErrorIn(request: object): string | undefined {
  return bodyErrors.get(request);
}

function errorOfRequest(request: Request, maxBytes: number): string | undefined {
  if (request.method !== 'POST') return 'Send a POST.';
  if (!request.is('application/json')) return 'Send JSON, with its content type.';
  // The emulator's typings differ: there is no body without bytes.
  const bytes = (request as { rawBody?: Buffer }).rawBody?.length ?? 0;
  if (bytes > maxBytes) return `The body must not be longer than ${maxBytes} bytes.`;
  return bodyErrorOf(request.body);
}
