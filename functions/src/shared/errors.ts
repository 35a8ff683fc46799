/**
 * Everything a caller can be told to have gone wrong: the reason that clients branch on, and the
 * callable protocol's code it is sent with. docs/api.md lists them per function.
 */
export const codeOfReason = {
  'malformed-request': 'invalid-argument',
  'unknown-activity-type': 'invalid-argument',
  'unknown-time-zone': 'invalid-argument',
  'out-of-range': 'out-of-range',
  'time-zone-unset': 'failed-precondition',
  'too-many-zone-changes': 'resource-exhausted',
  'sign-in-required': 'unauthenticated',
  'too-much-contention': 'aborted',
  'temporarily-unavailable': 'unavailable',
} as const;

export type ErrorReason = keyof typeof codeOfReason;

/** A refusal that says what to do about it. Nothing has been changed when it is thrown. */
export class FirestreakError extends Error {
  override readonly name = 'FirestreakError';

  constructor(
    readonly reason: ErrorReason,
    message: string,
  ) {
    super(message);
  }

  get code(): (typeof codeOfReason)[ErrorReason] {
    return codeOfReason[this.reason];
  }
}
