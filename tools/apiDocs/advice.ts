import type { ErrorReason } from '../../functions/src/shared/errors';

/** What a client should do about each refusal. */
export const adviceOfReason: Record<ErrorReason, string> = {
  'malformed-request': 'The message names the field. A client that sees this has a bug.',
  'unknown-activity-type': 'The message lists the types of the program.',
  'unknown-time-zone': 'Send an IANA name, as `Intl.DateTimeFormat().resolvedOptions().timeZone`.',
  'out-of-range':
    'Activities count up to 48 hours back and 5 minutes ahead; drop it, or check the clock.',
  'time-zone-unset': 'Call `setTimeZone` once, or send `timeZone` with `logActivity`.',
  'too-many-zone-changes': 'Stop changing the zone; try again tomorrow.',
  'sign-in-required': 'Sign in first.',
  'too-much-contention': 'Send the same request again; ids make it safe.',
  'temporarily-unavailable': 'Send the same request again after a pause; ids make it safe.',
};
