/** What templates of messages can say of the moment when they are sent, beside the facts of their event. */
export const momentVariables = [
  'current',
  'freezes',
  'factor',
  'when',
  'date',
  'cause',
  'lossTime',
  'needed',
  'isAccepted',
  'closes',
  'toKeep',
  'isToday',
  'isLastDay',
  'ends',
  'isFresh',
  'isLonger',
  'bonusWeek',
  'reward',
  'badgeName',
] as const;

export type MomentVariable = (typeof momentVariables)[number];
