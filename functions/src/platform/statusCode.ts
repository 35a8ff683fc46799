/** Status codes of gRPC, https://grpc.io/docs/guides/status-codes. */
const code = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unavailable: 14,
} as const;

const conflicts: readonly number[] = [
  code.notFound,
  code.alreadyExists,
  code.failedPrecondition,
  code.aborted,
];

const transients: readonly number[] = [
  code.deadlineExceeded,
  code.resourceExhausted,
  code.unavailable,
];

/** The store refused a write because of what it holds by now: read again and decide anew. */
export function isConflict(error: unknown): boolean {
  return conflicts.includes(statusCodeOf(error));
}

/** The store would never take the write: there is something wrong with its data. */
export function isInvalid(error: unknown): boolean {
  return statusCodeOf(error) === code.invalidArgument;
}

/** The store gave up a transaction because others held what it needed. */
export function isContention(error: unknown): boolean {
  return statusCodeOf(error) === code.aborted;
}

/** The store did not do its part; the same call may succeed later, or have succeeded already. */
export function isTransient(error: unknown): boolean {
  return transients.includes(statusCodeOf(error));
}

function statusCodeOf(error: unknown): number {
  if (!(error instanceof Error) || !('code' in error)) return -1;
  return typeof error.code === 'number' ? error.code : -1;
}
