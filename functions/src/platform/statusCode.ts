/**
 * What a failed call means for whoever made it.
 * - `invalid`: the call itself is wrong and would never be taken.
 * - `conflict`: refused because of what the store holds by now. Read again and decide anew.
 * - `contention`: given up because others held what it needed. As a conflict; nothing was done.
 * - `transient`: the service did not do its part, or its answer was lost. Sent again, it may succeed,
 *   or turn out to have succeeded already.
 * - `misconfigured`: the service would take it from someone else, or with other settings.
 */
type Meaning = 'invalid' | 'conflict' | 'contention' | 'transient' | 'misconfigured';

/**
 * The status codes of gRPC (https://grpc.io/docs/guides/status-codes). The one table of what is tried
 * again: `transient` is, by `circuitBreaker.ts`; nothing else is.
 */
const meanings: Readonly<Record<number, Meaning>> = {
  1: 'transient', // CANCELLED
  2: 'transient', // UNKNOWN
  3: 'invalid', // INVALID_ARGUMENT
  4: 'transient', // DEADLINE_EXCEEDED
  5: 'conflict', // NOT_FOUND
  6: 'conflict', // ALREADY_EXISTS
  7: 'misconfigured', // PERMISSION_DENIED
  8: 'transient', // RESOURCE_EXHAUSTED
  9: 'conflict', // FAILED_PRECONDITION
  10: 'contention', // ABORTED
  11: 'invalid', // OUT_OF_RANGE
  12: 'misconfigured', // UNIMPLEMENTED
  13: 'transient', // INTERNAL
  14: 'transient', // UNAVAILABLE
  15: 'invalid', // DATA_LOSS
  16: 'misconfigured', // UNAUTHENTICATED
};

/** The store refused a write because of what it holds by now: read again and decide anew. */
export function isConflict(error: unknown): boolean {
  const meaning = meaningOf(error);
  return meaning === 'conflict' || meaning === 'contention';
}

/** The store would never take the write: there is something wrong with its data. */
export function isInvalid(error: unknown): boolean {
  return meaningOf(error) === 'invalid';
}

/** The store gave up a transaction because others held what it needed. */
export function isContention(error: unknown): boolean {
  return meaningOf(error) === 'contention';
}

/** The service did not do its part; the same call may succeed later, or have succeeded already. */
export function isTransient(error: unknown): boolean {
  return meaningOf(error) === 'transient';
}

/** What the call is about does not exist. */
export function isNotFound(error: unknown): boolean {
  return statusCodeOf(error) === 5;
}

/** The gRPC status code that a call failed with, or undefined for any other error. */
export function statusCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
}

function meaningOf(error: unknown): Meaning | undefined {
  if (isOfExpiredTransaction(error)) return 'transient';
  return meanings[statusCodeOf(error) ?? -1];
}

/**
 * A transaction that took too long, or that was committed though the answer was lost: the store has no
 * code of its own for it, and the client library goes by these words as well.
 */
function isOfExpiredTransaction(error: unknown): boolean {
  return (
    statusCodeOf(error) === 3 &&
    error instanceof Error &&
    error.message.includes('transaction has expired')
  );
}
