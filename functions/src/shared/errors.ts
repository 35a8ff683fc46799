/**
 * Everything a caller can be told to have gone wrong: the reason that clients branch on, and the
 * callable protocol's code it is sent with. docs/api.md lists them per function.
 */
export const codeOfReason = {
  'malformed-request': 'invalid-argument',
  'unknown-activity-type': 'invalid-argument',
  'unknown-time-zone': 'invalid-argument',
  'out-of-range': 'out-of-range',
  'unknown-delivery': 'not-found',
  'unsuitable-name': 'invalid-argument',
  'private-user': 'failed-precondition',
  'unknown-share': 'not-found',
  'share-exists': 'already-exists',
  'time-zone-unset': 'failed-precondition',
  'too-many-zone-changes': 'resource-exhausted',
  'no-recovery-offered': 'failed-precondition',
  'day-has-ended': 'failed-precondition',
  'too-many-paused-days': 'failed-precondition',
  'too-many-rest-days': 'failed-precondition',
  'malformed-outage': 'invalid-argument',
  'unknown-outage': 'not-found',
  'malformed-challenge': 'invalid-argument',
  'unknown-challenge': 'not-found',
  'challenge-exists': 'already-exists',
  'challenge-over': 'failed-precondition',
  'challenge-full': 'resource-exhausted',
  'too-many-challenges': 'resource-exhausted',
  'not-joined': 'failed-precondition',
  'unknown-user': 'not-found',
  'not-repairable': 'failed-precondition',
  'freezes-not-held': 'failed-precondition',
  'sign-in-required': 'unauthenticated',
  'admin-required': 'permission-denied',
  'account-deleted': 'unauthenticated',
  'account-disabled': 'permission-denied',
  'sign-in-revoked': 'unauthenticated',
  'account-required': 'permission-denied',
  'unsupported-user': 'permission-denied',
  'app-check-required': 'unauthenticated',
  'app-check-replayed': 'unauthenticated',
  'erasure-incomplete': 'unavailable',
  'too-many-calls': 'resource-exhausted',
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
    /** Sent with the reason, for a client to act on. */
    readonly details: Readonly<Record<string, number | string>> = {},
  ) {
    super(message);
  }

  get code(): (typeof codeOfReason)[ErrorReason] {
    return codeOfReason[this.reason];
  }
}
