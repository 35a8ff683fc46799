import type { ErrorReason } from '../../functions/src/contracts/errors';

/**
 * Why a call failed: a reason of docs/api.md; `unexpected` when the function itself failed;
 * `unreachable` when none answered, as without a network; `misconfigured` when something else did: the
 * function is missing, in another region or project, or closed to callers; `not-deployed` when the app
 * leaves the function's feature out; `unkept` when the device does not let us keep an activity.
 */
export type FailureReason =
  ErrorReason | 'unexpected' | 'unreachable' | 'misconfigured' | 'not-deployed' | 'unkept';

/** Codes of refusals that the same request will always meet. */
const FINAL_CODES = [
  'invalid-argument',
  'out-of-range',
  'failed-precondition',
  'permission-denied',
  'not-found',
  'already-exists',
];

/** Codes of answers on the way to the function that mean that it is not there for us. */
const ABSENT_CODES = [...FINAL_CODES, 'unimplemented'];

/** A call that failed. Branch on `reason`. */
export class FirestreakError extends Error {
  override readonly name = 'FirestreakError';

  constructor(
    readonly reason: FailureReason,
    /** The code of the callable protocol, such as `out-of-range`. */
    readonly code: string,
    message: string,
    /** Finds the call in the server's logs. */
    readonly correlationId?: string,
    options?: ErrorOptions,
    /** How long to wait before it is sent again, in milliseconds, where the server says so. */
    readonly retryAfterMs?: number,
  ) {
    super(message, options);
  }

  /** Whether the same request would be refused again, however often it is sent. */
  get isFinal(): boolean {
    const isTold = !['unreachable', 'misconfigured', 'not-deployed'].includes(this.reason);
    return isTold && FINAL_CODES.includes(this.code);
  }
}

/** What the Firebase SDK threw, as a FirestreakError. */
export function failureOf(thrown: unknown, address: string): FirestreakError {
  const { code, message, details } = thrown as {
    code?: unknown;
    message?: unknown;
    details?: { reason?: unknown; correlationId?: unknown; retryAfterMs?: unknown } | null;
  };
  const { reason, correlationId, retryAfterMs } = details ?? {};
  const plainCode = typeof code === 'string' ? code.replace(/^functions\//, '') : 'unknown';
  const said = typeof message === 'string' ? message : String(thrown);
  const options = { cause: thrown };
  // The SDK itself could not make a request of it.
  if (code === undefined) {
    return new FirestreakError('malformed-request', 'invalid-argument', said, undefined, options);
  }
  // An answer without a reason is not from Firestreak, but from something on the way to it.
  if (typeof reason !== 'string') {
    return isAbsent(plainCode, said)
      ? misconfigured(address, plainCode, said, thrown)
      : new FirestreakError('unreachable', plainCode, said, undefined, options);
  }
  return new FirestreakError(
    reason as FailureReason,
    plainCode,
    said,
    typeof correlationId === 'string' ? correlationId : undefined,
    options,
    typeof retryAfterMs === 'number' ? retryAfterMs : undefined,
  );
}

/** An answer that says that a function is not where it is called. */
export function misconfigured(
  address: string,
  code: string,
  said: string,
  cause: unknown,
): FirestreakError {
  const message =
    `No function of Firestreak answers at ${address} (${said}). Check that it is deployed, that ` +
    'getFunctions() has its region and project, that firestreak() has its instance or prefix if there is one, ' +
    'that anyone may invoke it, and ALLOWED_ORIGINS.';
  return new FirestreakError('misconfigured', code, message, undefined, { cause });
}

/** What the app's own server says of a function that does not answer. */
export function notDeployed(name: string, cause: unknown): FirestreakError {
  const message =
    `The app does not deploy ${name}: its index names other features in useFeatures(). ` +
    '`getStreak({ about: true })` tells which functions there are.';
  return new FirestreakError('not-deployed', 'unimplemented', message, undefined, { cause });
}

/**
 * Whether an answer without a reason means that the function is not there. The Firebase SDK makes
 * `internal` of a body that is no answer of a callable, and the code the message where there is none:
 * a function that misses a valid sign-in says so in words, Cloud Run that lets nobody in does not.
 */
function isAbsent(code: string, message: string): boolean {
  if (code === 'internal') return message.startsWith('Response is ');
  if (code === 'unauthenticated') return message === code;
  return ABSENT_CODES.includes(code);
}
