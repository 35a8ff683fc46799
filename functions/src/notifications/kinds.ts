/** Everything that users can be told of, in the order of the settings page. */
export const messageKinds = [
  'freeze_applied',
  'streak_broken',
  'restored',
  'recovered',
  'milestone',
  'weekly_bonus_earned',
  'challenge_completed',
  'at_risk',
] as const;

export type MessageKind = (typeof messageKinds)[number];

/** The ways in which users are told. */
export const channels = ['push', 'email'] as const;

export type Channel = (typeof channels)[number];
