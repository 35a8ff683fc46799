import type { FailureReason, Outcome, RefusedActivity } from '../../../client/src';
import { reasonOf } from '../api/backend';
import { eventNews } from '../elements/index';
import type { Toast } from './toasts';

type Answer = Extract<Outcome, { status: 'recorded' }>['answer'];

/** What to tell someone about an activity that they have logged or taken back. */
export function outcomeInWords(outcome: Exclude<Outcome, { status: 'refused' }>): Toast {
  switch (outcome.status) {
    case 'recorded':
      return { kind: 'done', text: recordedInWords(outcome.answer), canUndo: true };
    case 'undone':
      return { kind: 'undone', text: 'Taken back. It no longer counts.' };
    case 'waiting':
      return { kind: 'waiting', text: outcome.undo ? WAITING_UNDO : WAITING };
  }
}

const WAITING = 'Kept on this device until it can be sent. It counts at the time you logged it.';

const WAITING_UNDO = 'It will be taken back as soon as the network allows.';

const REFUSALS: Readonly<Partial<Record<FailureReason, string>>> = {
  'out-of-range': 'They reached us more than 48 hours after they happened.',
  'unknown-activity-type': 'Activities of this kind are no longer counted.',
  'time-zone-unset': 'Your time zone was not known yet.',
};

/** What to tell someone of activities that do not count: how many, and why. */
export function refusedInWords(refused: readonly RefusedActivity[]): string {
  const reasons = new Set(
    refused.map(({ refusal }) => REFUSALS[refusal.reason] ?? refusal.message),
  );
  const activities = refused.length === 1 ? '1 activity does' : `${refused.length} activities do`;
  return [`${activities} not count.`, ...reasons].join(' ');
}

function recordedInWords({ xp, streak, events, newBadges }: Answer): string {
  const badges = streak.badges.filter(({ id }) => newBadges.includes(id));
  return [
    `+${xp} XP. Day ${streak.current} of your streak.`,
    ...events.flatMap(({ kind }) => eventNews[kind] ?? []),
    ...badges.map(({ name }) => `New badge: ${name}.`),
  ].join(' ');
}

const BUSY = 'The service is busy right now. Try again in a moment.';

const OFFLINE = 'You are offline. Your streak is safe, and this is shown once you are back.';

const FAILURES: Readonly<Partial<Record<FailureReason, string>>> = {
  unreachable: 'This cannot be reached right now. Your streak is safe.',
  misconfigured: 'Your streak cannot be reached. What you log is kept on this device.',
  'not-deployed': 'This app does not offer that.',
  unkept: 'This browser cannot store your activities. Stay on this page until they have been sent.',
  'day-sealed': 'That was too long ago to take it back.',
  'no-recovery-offered': 'The time to win your streak back is over.',
  'account-required': 'You need an account for this. Sign in first.',
  'too-many-calls': 'That was too much at once. Try again in a while.',
  'private-user': 'Your profile is private. To share, first choose a name under “Leaderboard”.',
  'day-has-ended': 'Days that are over cannot be paused.',
  'too-many-paused-days': 'You cannot pause that many days this year.',
  'too-many-rest-days': 'You cannot rest on that many days of a week.',
  'challenge-full': 'All places of this challenge are taken.',
  'challenge-over': 'This challenge is over.',
  'too-many-challenges': 'You are already in ten challenges. Finish or leave one first.',
  'too-many-zone-changes': 'The time zone was changed too often. Try again tomorrow.',
  'temporarily-unavailable': BUSY,
  'too-much-contention': BUSY,
};

/** What to tell someone who is offline with so many activities waiting. */
export function offlineInWords(waiting: number): string {
  if (waiting === 0) return 'You are offline. Whatever you log is kept and sent later.';
  const activities = waiting === 1 ? '1 activity is' : `${waiting} activities are`;
  return `You are offline. ${activities} kept and will be sent later, each with its own time.`;
}

/** What to tell someone whose request failed. */
export function failureInWords(error: unknown): string {
  const reason = reasonOf(error);
  if (reason === 'unreachable' && !navigator.onLine) return OFFLINE;
  return (reason && FAILURES[reason]) ?? 'Something went wrong. Try again in a moment.';
}
