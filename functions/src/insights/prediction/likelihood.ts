import { featuresOf } from './features';
import type { Habit } from './habit';
import { dot, logistic } from './logistic';

/** What is known of all users: aggregates, fitted by `npm run evaluate:prediction`. */
export interface Model {
  /** Share of days on which users are active. */
  readonly everyone: number;
  /** By `featureNames`. */
  readonly weights: readonly number[];
  /** Share of active days that start in each hour of the wall clock, 0 to 23. */
  readonly hours: readonly number[];
}

/** The likelihood, 0 to 1, that the user is active on the next day. */
export function likelihoodOfDay(habit: Habit, { everyone, weights }: Model): number {
  return logistic(dot(weights, featuresOf(habit, everyone)));
}
