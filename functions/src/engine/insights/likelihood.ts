import { dot, logistic } from './arithmetic';
import { type Calibration, calibrated } from './calibration';
import type { Faded, Habit } from './habit';

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
  'newness',
  'aboveEven',
  'comesBack',
] as const;

/** Days of somebody average that each rate starts from, by half-life; they fade as days become known. */
const PRIOR_DAYS = [8, 4, 1] as const;

/** Weeks at the user's own rate that the rate of a weekday starts from. */
const PRIOR_WEEKS = 4;

/** Days that the rates of going on and of coming back start from, and how they lie to the slowest rate. */
const PRIOR_FOLLOWERS = 6;
const FOLLOWER_LIFT = 0.8;
const RETURN_LIFT = -0.4;

/** A rate is never taken for nothing or certainty. */
const RATE_BOUND = 0.001;

/**
 * The features of the next day, in the order of `featureNames`. Each rate starts from the slower one,
 * and the slowest from everyone's: who is new is taken for average, and a short memory with little in
 * it says nothing. All but the slowest are what they differ from the slower one by, in log-odds. How much
 * of the slowest is still everyone's is a feature of its own, since users of an app may be livelier than
 * everyone; and so is what it has above even odds, where log-odds count for more than below.
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
  const [slowest = 0] = logOdds;
  const follows = (own: Faded, lift: number) => {
    const expected = slowest + lift;
    return toLogOdds(shrunk(own, logistic(expected), PRIOR_FOLLOWERS)) - expected;
  };
  const wasActive = habit.idle === 1;
  return [
    1,
    ...steps,
    toLogOdds(onWeekday) - toLogOdds(usual),
    habit.weekday >= 5 ? 1 : 0,
    Math.log(habit.idle),
    wasActive ? 1 : 0,
    wasActive ? follows(habit.goesOn, FOLLOWER_LIFT) : 0,
    Math.log1p(habit.run),
    Math.log(perActiveDay),
    Math.log1p(habit.lastCount),
    PRIOR_DAYS[0] / (PRIOR_DAYS[0] + (habit.rates[0]?.weight ?? 0)),
    Math.max(0, slowest),
    wasActive ? 0 : follows(habit.comesBack, RETURN_LIFT),
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

/** What is known of all users: aggregates, fitted by `npm run tool -- evaluate-prediction`. */
export interface Model {
  /** Share of days on which users are active. */
  readonly everyone: number;
  /** By `featureNames`. */
  readonly weights: readonly number[];
  /** Share of active days that start in each hour of the wall clock, 0 to 23. */
  readonly hours: readonly number[];
  /** What is told for what the weights say; the same, if left out. */
  readonly calibration?: Calibration;
}

/** The likelihood, 0 to 1, that the user is active on the next day. */
export function likelihoodOfDay(habit: Habit, model: Model): number {
  const { everyone, weights, calibration } = model;
  const likelihood = logistic(dot(weights, featuresOf(habit, everyone)));
  if (!calibration) return likelihood;
  return calibrated({ likelihood, wasActive: habit.idle === 1 }, calibration);
}

/** Active days at everyone's hours that a user's own hours start from. */
const PRIOR_OPEN_DAYS = 8;

const HOURS = 24;

/** On how many days the first activity was in each hour of the wall clock, 0 to 23. */
export type FirstHours = readonly number[];

/**
 * The likelihood that a user who has not been active yet today still will be. Their drive to act is
 * spent over the day as their active days usually begin: of −ln(1 − `ofDay`), what the hours to come
 * have is left. Who usually acts at eight in the morning has little left at noon; who acts at midnight
 * has nearly all. And the likelier a day is, the earlier it begins.
 *
 * @param ofDay likelihood of the whole day, as it was at its start
 * @param passed hours of the day that have passed, 0 to 24
 * @param everyone as `Model.hours`
 * @param startHour wall-clock hour at which days start
 */
export function restOfDay(
  ofDay: number,
  passed: number,
  own: FirstHours,
  everyone: readonly number[],
  startHour: number,
): number {
  return 1 - (1 - ofDay) ** shareAfter(passed, own, everyone, startHour);
}

/** The share of the user's active days whose first activity is later in the day than this. */
function shareAfter(
  passed: number,
  own: FirstHours,
  everyone: readonly number[],
  startHour: number,
): number {
  let total = 0;
  let after = 0;
  for (let hour = 0; hour < HOURS; hour += 1) {
    const onClock = (startHour + hour) % HOURS;
    const days = (own[onClock] ?? 0) + PRIOR_OPEN_DAYS * (everyone[onClock] ?? 0);
    total += days;
    after += days * Math.min(Math.max(hour + 1 - passed, 0), 1);
  }
  return total === 0 ? 0 : after / total;
}
