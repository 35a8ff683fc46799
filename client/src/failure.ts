import type { ErrorReason } from '../../functions/src/shared/errors';

/**
 * Why a call failed: a reason of docs/api.md; `unexpected` when the function itself failed;
 * `unreachable` when none answered, as without a network.
 */
export type FailureReason = ErrorReason | 'unexpected' | 'unreachable';

/** Codes of refusals that the same request will always meet. */
const FINAL_CODES = [
  'invalid-argument',
  'out-of-range',
  'failed-precondition',
  'permission-denied',
  'not-found',
  'already-exists',
];

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
  ) {
    super(message, options);
  }

  /** Whether the same request would be refused again, however often it is sent. */
  get isFinal(): boolean {
    return this.reason !== 'unreachable' && FINAL_CODES.includes(this.code);
  }
}

/** What the Firebase SDK threw, as a FirestreakError. */
export function failureOf(thrown: unknown): FirestreakError {
  const { code, message, details } = thrown as {
    code?: unknown;
    message?: unknown;
    details?: { reason?: unknown; correlationId?: unknown } | null;
  };
  const { reason, correlationId } = details ?? {};
  return new FirestreakError(
    // An answer without a reason is not from Firestreak, but from something on the way to it.
    typeof reason === 'string' ? (reason as FailureReason) : 'unreachable',
    typeof code === 'string' ? code.replace(/^functions\//, '') : 'unknown',
    typeof message === 'string' ? message : String(thrown),
    typeof correlationId === 'string' ? correlationId : undefined,
    { cause: thrown },
  );
}
