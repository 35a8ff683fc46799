import type { ErrorReason } from '../../functions/src/contracts/errors';

/** What a client should do about each refusal. */
export const adviceOfReason: Record<ErrorReason, string> = {
  'malformed-request': 'The message names the field. A client that sees this has a bug.',
  'unknown-activity-type': 'The message lists the types of the program.',
  'unknown-time-zone':
    'Send an IANA name, such as `Intl.DateTimeFormat().resolvedOptions().timeZone`.',
  'out-of-range':
    'Activities count up to 48 hours back and 5 minutes ahead; drop it, or check the clock.',
  'unknown-delivery':
    'The message is not the caller’s, or older than 90 days. There is nothing to track.',
  'unsuitable-name': 'Show the message next to the name: it says what to change.',
  'private-user': 'Offer `setLeaderboardProfile`: only users who are shown under a name can share.',
  'unknown-share': 'The card is not the caller’s, or no longer exists. There is nothing to do.',
  'share-exists': 'Generate a new `requestId` for a card that shows something else.',
  'time-zone-unset': 'Call `setTimeZone` once, or send `timeZone` with `logActivity`.',
  'too-many-zone-changes': 'Stop changing the zone; try again tomorrow.',
  'no-recovery-offered': 'Show `recovery` of `getStreak` again: the offer is over.',
  'unknown-activity': 'Nothing was logged under that id, so there is nothing to take back.',
  'activity-undone': 'Log it again under a new `activityId`, if it is to count after all.',
  'day-sealed': 'Say that it is too late to take the activity back.',
  'not-undoable': 'Thousands of activities lie on the last days; nothing can be taken back.',
  'day-has-ended': 'Let the user choose today or a later day; see `today` of `getStreak`.',
  'too-many-paused-days':
    'Show `plan.pauseDaysLeft` of `getStreak`, and let the user choose fewer days.',
  'too-many-rest-days': 'Let the user choose fewer weekdays.',
  'malformed-outage': 'The message says which limit the window is outside of.',
  'unknown-outage': '`listOutages` returns the ids.',
  'malformed-webhook': 'The message says what is wrong with the address.',
  'unknown-webhook': '`listWebhookEndpoints` returns the ids.',
  'too-many-webhooks': 'Remove one first; one of yours can hand events on to others.',
  'webhooks-off': 'Deploy with `MANAGED_WEBHOOKS=true`, then call again.',
  'malformed-challenge': 'The message says what is wrong with it.',
  'unknown-challenge': '`listChallenges` returns the ids.',
  'challenge-exists': 'Choose another id; a challenge that users have joined does not change.',
  'challenge-over': 'Nothing; offer another one.',
  'challenge-full': 'Offer another one. A place may become free when somebody leaves.',
  'too-many-challenges': 'Let the user choose one to leave.',
  'not-joined': 'Call `joinChallenge` first.',
  'unknown-user': 'No streak is stored for this uid; check it.',
  'freezes-not-held': 'The message says how many are held, and how many can be.',
  'not-repairable': 'The message names the field. Fix the document by hand, then call again.',
  'not-mergeable':
    'The message says what keeps the two from being merged; mend it, then call again.',
  'too-many-activities': 'Bring the history with `npm run import` instead.',
  'account-merged':
    'Sign in to the account that goes on, `details.into`: what this one has done counts there.',
  'client-logging-off': 'The app logs on its servers; hide what would log from here.',
  'sign-in-required': 'Sign in first.',
  'admin-required': 'Call as a user with the custom claim `admin`, with a fresh ID token.',
  'account-deleted': 'Sign in as somebody else.',
  'account-disabled': 'Sign in as somebody else, or have the account enabled again.',
  'sign-in-revoked': 'Sign in again: earlier sign-ins were revoked.',
  'account-required':
    'Offer to sign in with an account, or to link one (`linkWithCredential`) and fetch a new ID token; an anonymous sign-in will not do.',
  'unsupported-user':
    'Give the user a uid of at most 128 characters, without `/`, that is not dots and not `__…__`.',
  'app-check-required': 'Set up App Check in the app; its SDK sends the token.',
  'app-check-replayed':
    'Make the call with `limitedUseAppCheckTokens: true`; a token is accepted once.',
  'erasure-incomplete': 'Call again; otherwise it is finished in the background.',
  'too-many-calls': 'Wait for `details.retryAfterMs` milliseconds, then send it again.',
  'too-much-contention': 'Send the same request again; idempotency keys make it safe.',
  'temporarily-unavailable':
    'Send the same request again after a pause; idempotency keys make it safe.',
};
