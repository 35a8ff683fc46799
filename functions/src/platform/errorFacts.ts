import { types } from 'node:util';
import { knownPath } from './fieldNames';

/** What may be said of an error: nothing in it was typed by anyone. */
export interface ErrorFacts {
  /** The name of its class. */
  readonly name: string;
  /** A status code, or a code of Node's or Firebase's. */
  readonly code?: number | string;
  /** Which fields of a document a schema refused, and how: `streak.recent.*.zone: invalid_type`. */
  readonly refused?: readonly string[];
  /** Where it was thrown, innermost first: `file:line:column` of files that are loaded. */
  readonly at: readonly string[];
}

const MOST_ERRORS = 5;
const MOST_FRAMES = 25;
const MOST_FIELDS = 10;

/** Longer lines are no frames. */
const LONGEST_FRAME = 500;

const FRAME = /^\s+at (?:async )?(?:[^(]*\()?([^()]+):(\d{1,6}):(\d{1,6})\)?$/;

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** `ECONNRESET`, `ERR_INVALID_URL`. */
const NODE_CODE = /^E[A-Z\d_]{2,40}$/;

/** `auth/id-token-expired`, `messaging/third-party-auth-error`. */
const FIREBASE_CODE = /^(?:app|app-check|auth|firestore|functions|messaging)\/[a-z-]{2,60}$/;

const HTTPS_CODES: readonly unknown[] = [
  ...['ok', 'cancelled', 'unknown', 'invalid-argument', 'deadline-exceeded', 'not-found'],
  ...['already-exists', 'permission-denied', 'resource-exhausted', 'failed-precondition'],
  ...['aborted', 'out-of-range', 'unimplemented', 'internal', 'unavailable', 'data-loss'],
  ...['unauthenticated'],
];

/**
 * The facts of whatever was thrown, then of what caused it and what it collects, five at most. The
 * message stays out, and with it what requests, documents and answers of services put into it: what is
 * kept comes from the code that runs, not from what that works on.
 */
export function errorFactsOf(thrown: unknown): ErrorFacts[] {
  const found: unknown[] = [thrown];
  for (let at = 0; at < Math.min(found.length, MOST_ERRORS); at += 1) {
    const error = found[at];
    if (!isError(error)) continue;
    if (isError(error.cause)) found.push(error.cause);
    if (error instanceof AggregateError) found.push(...(error.errors as unknown[]));
  }
  return [...new Set(found)].slice(0, MOST_ERRORS).map(factsOfOne);
}

/** The code of an error, where it is one of those that services and Node use; else undefined. */
export function codeOf(error: unknown): number | string | undefined {
  if (!isError(error) || !('code' in error)) return undefined;
  const { code } = error;
  if (typeof code === 'number') return code;
  if (typeof code !== 'string') return undefined;
  const isKnown = NODE_CODE.test(code) || FIREBASE_CODE.test(code) || HTTPS_CODES.includes(code);
  return isKnown ? code : undefined;
}

/** The class of an error, by its code: its property `name` may have been made of anything. */
export function classOf(thrown: unknown): string {
  if (!isError(thrown)) return `thrown ${typeof thrown}`;
  const { constructor: made } = Object.getPrototypeOf(thrown) as { readonly constructor?: unknown };
  return typeof made === 'function' && IDENTIFIER.test(made.name) ? made.name : 'Error';
}

/**
 * The frames in a stack, without the names of functions, which a text that only looks like a frame
 * could make up: `file:line:column` of files that are loaded.
 */
export function framesIn(stack: string): string[] {
  const frames: string[] = [];
  for (const line of stack.split('\n')) {
    if (frames.length === MOST_FRAMES) break;
    if (line.length > LONGEST_FRAME) continue;
    const [, file = '', row = '', column = ''] = FRAME.exec(line) ?? [];
    if (file in require.cache) frames.push(`${file}:${row}:${column}`);
  }
  return frames;
}

/** The facts as V8 writes a stack, of which Error Reporting makes groups. */
export function stackOf(headline: string, facts: readonly ErrorFacts[]): string {
  const parts = facts.map(({ name, code, refused = [], at }, index) => {
    const details = [...(code === undefined ? [] : [`code ${code}`]), ...refused].join(', ');
    const what = [...(index === 0 ? [headline] : []), ...(details === '' ? [] : [`(${details})`])];
    const first = what.length === 0 ? name : `${name}: ${what.join(' ')}`;
    const line = index === 0 ? first : `Caused by: ${first}`;
    return [line, ...at.map((frame) => `    at ${frame}`)].join('\n');
  });
  return parts.join('\n');
}

function factsOfOne(thrown: unknown): ErrorFacts {
  const code = codeOf(thrown);
  const refused = refusedFields(thrown);
  return {
    name: classOf(thrown),
    ...(code !== undefined && { code }),
    ...(refused.length > 0 && { refused }),
    at: isError(thrown) ? framesOf(thrown) : [],
  };
}

function framesOf({ stack, message }: Error): string[] {
  // A stack begins with the message, a line of which might look like a frame.
  return typeof stack === 'string' ? framesIn(stack.replace(message, '')) : [];
}

/** Of a schema's refusal: names that our own schemas have, and `*` for keys that are data. */
function refusedFields(thrown: unknown): string[] {
  if (!isError(thrown) || !('issues' in thrown) || !Array.isArray(thrown.issues)) return [];
  const issues: readonly unknown[] = thrown.issues.slice(0, MOST_FIELDS);
  return issues.map((issue) => {
    const { path, code } = issue as { readonly path?: unknown; readonly code?: unknown };
    const steps = Array.isArray(path) ? (path as readonly unknown[]) : [];
    return `${knownPath(steps)}: ${issueCodes.find((known) => known === code) ?? 'refused'}`;
  });
}

/** https://zod.dev/error-formatting */
const issueCodes = [
  ...['invalid_type', 'too_big', 'too_small', 'invalid_format', 'not_multiple_of'],
  ...['unrecognized_keys', 'invalid_union', 'invalid_key', 'invalid_element', 'invalid_value'],
  'custom',
];

/** Whether it is an error, also one of another realm, as Node's own are in a sandbox. */
export function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || types.isNativeError(thrown);
}
