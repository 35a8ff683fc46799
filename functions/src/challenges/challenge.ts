import type { Day } from '../shared/day';
import type { Reward } from '../streaks/reward';

/**
 * What has to be done. `active-days`: days with an activity. `activities` and `xp`: sums of the days;
 * XP counts as it does for the user, with the weekly bonus and without rewards. `run`: active days
 * in a row. `categories`: different categories.
 */
export interface Goal {
  readonly kind: 'active-days' | 'activities' | 'xp' | 'run' | 'categories';
  /** How many of them. */
  readonly target: number;
}

/** When it counts. */
export type Window =
  /** Streak days of each user, in their own zone; both count. */
  | { readonly kind: 'days'; readonly first: Day; readonly last: Day }
  /** The same instants for everybody, in milliseconds since the epoch; `to` is not in it. */
  | { readonly kind: 'instants'; readonly from: number; readonly to: number };

/** Something to take part in, with what those get who reach its goal. */
export interface Challenge {
  readonly title: string;
  readonly goal: Goal;
  readonly window: Window;
  readonly reward: Reward;
}
