import { Refusal, type RuleReason } from '../engine/refusal';

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
  'unknown-activity': 'not-found',
  'activity-undone': 'failed-precondition',
  'day-sealed': 'failed-precondition',
  'not-undoable': 'failed-precondition',
  'day-has-ended': 'failed-precondition',
  'too-many-paused-days': 'failed-precondition',
  'too-many-rest-days': 'failed-precondition',
  'malformed-outage': 'invalid-argument',
  'unknown-outage': 'not-found',
  'malformed-webhook': 'invalid-argument',
  'unknown-webhook': 'not-found',
  'too-many-webhooks': 'resource-exhausted',
  'webhooks-off': 'failed-precondition',
  'malformed-challenge': 'invalid-argument',
  'unknown-challenge': 'not-found',
  'challenge-exists': 'already-exists',
  'challenge-over': 'failed-precondition',
  'challenge-full': 'resource-exhausted',
  'too-many-challenges': 'resource-exhausted',
  'not-joined': 'failed-precondition',
  'unknown-user': 'not-found',
  'not-repairable': 'failed-precondition',
  'not-mergeable': 'failed-precondition',
  'too-many-activities': 'failed-precondition',
  'account-merged': 'failed-precondition',
  'freezes-not-held': 'failed-precondition',
  'sign-in-required': 'unauthenticated',
  'admin-required': 'permission-denied',
  'account-deleted': 'unauthenticated',
  'account-disabled': 'permission-denied',
  'sign-in-revoked': 'unauthenticated',
  'account-required': 'permission-denied',
  'client-logging-off': 'permission-denied',
  'unsupported-user': 'permission-denied',
  'app-check-required': 'unauthenticated',
  'app-check-replayed': 'unauthenticated',
  'erasure-incomplete': 'unavailable',
  'too-many-calls': 'resource-exhausted',
  'too-much-contention': 'aborted',
  'temporarily-unavailable': 'unavailable',
} as const satisfies Readonly<Record<RuleReason, string> & Record<string, string>>;

export type ErrorReason = keyof typeof codeOfReason;

/** A refusal of the service, for a reason of its own or of the rules. */
export class FirestreakError extends Refusal<ErrorReason> {
  override readonly name = 'FirestreakError';

  /** The code of the callable protocol that clients are told: `new HttpsError(error.code, error.message)`. */
  get code(): (typeof codeOfReason)[ErrorReason] {
    return codeOfReason[this.reason];
  }
}

/** Whether something that was thrown refuses what a caller asked for: the rules do, or the service. */
export function isRefusal(thrown: unknown): thrown is Refusal<ErrorReason> {
  return thrown instanceof Refusal;
}
