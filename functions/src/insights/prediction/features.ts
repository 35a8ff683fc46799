import type { Faded, Habit } from './habit';
import { logistic } from './logistic';

/** What the likelihood of a day is weighed by. */
export const featureNames = [
  'intercept',
  'rate60',
  'rate14',
  'rate3',
  'weekday',
  'weekend',
  'idle',
  'yesterday',
  'goesOn',
  'run',
  'perActiveDay',
  'lastCount',
] as const;

/** Days of somebody average that each rate starts from, by half-life; they fade as days become known. */
const PRIOR_DAYS = [8, 4, 1] as const;

/** Weeks at the user's own rate that the rate of a weekday starts from. */
const PRIOR_WEEKS = 4;

/** Days after active ones that the rate of going on starts from, and what lifts it above the slowest. */
const PRIOR_FOLLOWERS = 6;
const FOLLOWER_LIFT = 0.8;

/** A rate is never taken for nothing or certainty. */
const RATE_BOUND = 0.001;

/**
 * The features of the next day, in the order of `featureNames`. Each rate starts from the slower one,
 * and the slowest from everyone's: who is new is taken for average, and a short memory with little in
 * it says nothing. All but the slowest are what they differ from the slower one by, in log-odds.
 *
 * @param everyone share of days on which users are active
 */
export function featuresOf(habit: Habit, everyone: number): number[] {
  const logOdds: number[] = [];
  let rate = everyone;
  let usual = everyone;
  habit.rates.forEach((own, index) => {
    rate = shrunk(own, rate, PRIOR_DAYS[index] ?? 1);
    if (index === 1) usual = rate;
    logOdds.push(toLogOdds(rate));
  });
  const steps = logOdds.map((value, index) => value - (logOdds[index - 1] ?? 0));
  const onWeekday = shrunk(habit.weekdays[habit.weekday] ?? NOTHING, usual, PRIOR_WEEKS);
  const perActiveDay = shrunk(habit.perActiveDay, 1, 1);
  const expected = (logOdds[0] ?? 0) + FOLLOWER_LIFT;
  const goesOn = toLogOdds(shrunk(habit.goesOn, logistic(expected), PRIOR_FOLLOWERS)) - expected;
  const wasActive = habit.idle === 1;
  return [
    1,
    ...steps,
    toLogOdds(onWeekday) - toLogOdds(usual),
    habit.weekday >= 5 ? 1 : 0,
    Math.log(habit.idle),
    wasActive ? 1 : 0,
    wasActive ? goesOn : 0,
    Math.log1p(habit.run),
    Math.log(perActiveDay),
    Math.log1p(habit.lastCount),
  ];
}

const NOTHING: Faded = { sum: 0, weight: 0 };

function shrunk({ sum, weight }: Faded, prior: number, priorWeight: number): number {
  return (sum + prior * priorWeight) / (weight + priorWeight);
}

function toLogOdds(rate: number): number {
  const bounded = Math.min(Math.max(rate, RATE_BOUND), 1 - RATE_BOUND);
  return Math.log(bounded / (1 - bounded));
}
