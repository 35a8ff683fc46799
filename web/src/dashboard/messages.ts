import type { FailureReason, Outcome, RefusedActivity } from '../../../client/src';
import { reasonOf } from '../api/backend';

type Answer = Extract<Outcome, { status: 'recorded' }>['answer'];

/** What an activity brought about that is worth more than its XP. */
const EVENTS: Partial<Record<Answer['events'][number]['kind'], string>> = {
  freeze_refunded: 'A freeze came back.',
  recovered: 'You have won your streak back.',
  streak_restored: 'Your streak is restored.',
  milestone: 'A milestone!',
  weekly_bonus_earned: 'The weekly bonus is yours: next week counts for more.',
};

/** What to tell someone about an activity that they have logged. */
export function outcomeInWords(outcome: Exclude<Outcome, { status: 'refused' }>): string {
  switch (outcome.status) {
    case 'recorded':
      return recordedInWords(outcome.answer);
    case 'waiting':
      return 'Kept on this device until it can be sent. It counts for the time at which you logged it.';
  }
}

const REFUSALS: Readonly<Partial<Record<FailureReason, string>>> = {
  'out-of-range': 'They reached us more than 48 hours after they happened.',
  'unknown-activity-type': 'They are of a kind that is no longer counted.',
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
    ...events.flatMap(({ kind }) => EVENTS[kind] ?? []),
    ...badges.map(({ name }) => `New badge: ${name}.`),
  ].join(' ');
}

const BUSY = 'There is much to do just now. Try again in a moment.';

const FAILURES: Readonly<Partial<Record<FailureReason, string>>> = {
  unreachable: 'Your streak cannot be reached. It is safe: nothing is lost while you are offline.',
  misconfigured: 'Your streak cannot be reached. What you log is kept on this device.',
  unkept: 'This browser keeps nothing for us. Stay on this page until what you log is sent.',
  'no-recovery-offered': 'The time to win your streak back is over.',
  'account-required': 'This is only for users with an account. Sign in with one first.',
  'too-many-calls': 'That was a lot at once. Try again in a while.',
  'private-user': 'You are shown to nobody. To share, choose a name under “Leaderboard” first.',
  'day-has-ended': 'Only days that are not over can be paused.',
  'too-many-paused-days': 'So many days of this year cannot be paused.',
  'too-many-rest-days': 'Two days of rest a week are the most.',
  'challenge-full': 'All places of this challenge are taken.',
  'challenge-over': 'This challenge is over.',
  'too-many-challenges': 'You are in ten challenges. Finish or leave one first.',
  'too-many-zone-changes': 'The time zone was changed too often. Try again tomorrow.',
  'temporarily-unavailable': BUSY,
  'too-much-contention': BUSY,
};

/** What to tell someone who is offline with so many activities waiting. */
export function offlineInWords(waiting: number): string {
  if (waiting === 0) return 'You are offline. What you log is kept and sent later.';
  const activities = waiting === 1 ? '1 activity is' : `${waiting} activities are`;
  return `You are offline. ${activities} kept and will be sent, each for its own time.`;
}

/** What to tell someone whose request failed. */
export function failureInWords(error: unknown): string {
  const reason = reasonOf(error);
  return (reason && FAILURES[reason]) ?? 'Something went wrong. Try again in a moment.';
}
