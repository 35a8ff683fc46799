import type { FailureReason, Outcome, RefusedActivity, ResponseOf } from '../../../client/src';
import { reasonOf } from '../api/backend';
import type { Toast } from './toasts';
import { type Key, pageLanguage, say } from './words/say';

type EventKind = ResponseOf<'logActivity'>['events'][number]['kind'];
type Answer = Extract<Outcome, { status: 'recorded' }>['answer'];

/** What to tell someone about an activity that they have logged or taken back. */
export function outcomeInWords(outcome: Exclude<Outcome, { status: 'refused' }>): Toast {
  switch (outcome.status) {
    case 'recorded':
      return { kind: 'done', text: recordedInWords(outcome.answer), canUndo: true };
    case 'undone':
      return { kind: 'undone', text: say('logged.undone') };
    case 'waiting':
      return { kind: 'waiting', text: say(outcome.undo ? 'logged.waitingUndo' : 'logged.waiting') };
  }
}

const REFUSALS: Readonly<Partial<Record<FailureReason, Key>>> = {
  'out-of-range': 'refusal.out-of-range',
  'unknown-activity-type': 'refusal.unknown-activity-type',
  'time-zone-unset': 'refusal.time-zone-unset',
};

/** What is said when an activity has brought an event about; null where another part of the page shows it. */
const eventNews: Readonly<Record<EventKind, Key | null>> = {
  freeze_applied: null,
  freeze_refunded: 'news.freeze_refunded',
  streak_broken: null,
  streak_restored: 'news.streak_restored',
  recovered: 'news.recovered',
  day_kept: null,
  milestone: 'news.milestone',
  weekly_bonus_earned: 'news.weekly_bonus_earned',
  personal_record: 'news.personal_record',
  badge_earned: null,
  level_reached: null,
  challenge_completed: null,
};

/** What to tell someone of activities that do not count: how many, and why. */
export function refusedInWords(refused: readonly RefusedActivity[]): string {
  const reasons = new Set(
    refused.map(({ refusal }) => {
      const key = REFUSALS[refusal.reason];
      return key ? say(key) : refusal.message;
    }),
  );
  return [say('logged.refused', { count: refused.length }), ...reasons].join(' ');
}

function recordedInWords({ xp, streak, events, newBadges }: Answer): string {
  const badges = streak.badges.filter(({ id }) => newBadges.includes(id));
  return [
    say('logged.recorded', { xp, day: streak.current }),
    ...events.flatMap(({ kind }) => {
      const key = eventNews[kind];
      return key ? [say(key)] : [];
    }),
    ...badges.map(({ name }) => say('logged.badge', { name })),
  ].join(' ');
}

const FAILURES: Readonly<Partial<Record<FailureReason, Key>>> = {
  unreachable: 'failure.unreachable',
  misconfigured: 'failure.misconfigured',
  'not-deployed': 'failure.not-deployed',
  unkept: 'failure.unkept',
  'day-sealed': 'failure.day-sealed',
  'no-recovery-offered': 'failure.no-recovery-offered',
  'account-required': 'failure.account-required',
  'too-many-calls': 'failure.too-many-calls',
  'private-user': 'failure.private-user',
  'unsuitable-name': 'failure.unsuitable-name',
  'day-has-ended': 'failure.day-has-ended',
  'too-many-paused-days': 'failure.too-many-paused-days',
  'too-many-rest-days': 'failure.too-many-rest-days',
  'challenge-full': 'failure.challenge-full',
  'challenge-over': 'failure.challenge-over',
  'too-many-challenges': 'failure.too-many-challenges',
  'too-many-zone-changes': 'failure.too-many-zone-changes',
  'temporarily-unavailable': 'failure.busy',
  'too-much-contention': 'failure.busy',
};

/** What to tell someone who is offline with so many activities waiting. */
export function offlineInWords(waiting: number): string {
  return waiting === 0 ? say('offline.nothing') : say('offline.waiting', { count: waiting });
}

/** What to tell someone whose request failed. */
export function failureInWords(error: unknown): string {
  const reason = reasonOf(error);
  if (reason === 'unreachable' && !navigator.onLine) return say('failure.offline');
  // The server says in English what is wrong with a name.
  const isTold = reason === 'unsuitable-name' && pageLanguage().startsWith('en');
  if (isTold && error instanceof Error) return error.message;
  return say((reason && FAILURES[reason]) ?? 'failure.other');
}
