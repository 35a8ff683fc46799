import type { ResponseOf } from 'firestreak-client';

type MessageKind = keyof ResponseOf<'getPreferences'>['kinds'];
type EventKind = ResponseOf<'logActivity'>['events'][number]['kind'];

/** What the settings call each message, in the order in which they list them. */
export const messageNames: Readonly<Record<MessageKind, string>> = {
  freeze_applied: 'A freeze was used',
  streak_broken: 'Your streak ended',
  milestone: 'A milestone',
  weekly_bonus_earned: 'The weekly bonus',
  personal_record: 'Your longest streak ever',
  badge_earned: 'A badge earned',
  level_reached: 'A level reached',
  challenge_completed: 'A challenge completed',
  at_risk: 'Your streak is at risk tonight',
  recovery_halfway: 'A lost streak can still be won back',
  recovery_closing: 'The last chance to win a streak back',
  pause_ending: 'Your pause ends',
  away: 'After some days away',
};

/** What is said when an activity has brought an event about; null where another part of the page shows it. */
export const eventNews: Readonly<Record<EventKind, string | null>> = {
  freeze_applied: null,
  freeze_refunded: 'A freeze came back.',
  streak_broken: null,
  streak_restored: 'Your streak is restored.',
  recovered: 'You have won your streak back.',
  day_kept: null,
  milestone: 'A milestone!',
  weekly_bonus_earned: 'The weekly bonus is yours: next week counts for more.',
  personal_record: 'Your longest streak ever!',
  badge_earned: null,
  level_reached: null,
  challenge_completed: null,
};
