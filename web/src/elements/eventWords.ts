import type { ResponseOf } from 'firestreak-client';

type MessageKind = keyof ResponseOf<'getPreferences'>['kinds'];

/** The messages that the settings list. What they are called is `message.…` of the catalogues. */
const messages: Readonly<Record<MessageKind, true>> = {
  freeze_applied: true,
  streak_broken: true,
  milestone: true,
  weekly_bonus_earned: true,
  personal_record: true,
  badge_earned: true,
  level_reached: true,
  challenge_completed: true,
  challenge_starting: true,
  challenge_ending: true,
  challenge_missed: true,
  at_risk: true,
  milestone_near: true,
  recovery_halfway: true,
  recovery_closing: true,
  pause_ending: true,
  away: true,
};

/** The messages, in the order in which the settings list them. */
export const messageKinds = Object.keys(messages) as MessageKind[];
