import { dot, logistic } from '../../functions/src/engine/insights/arithmetic';
import { weekdayOf } from '../../functions/src/engine/insights/habit';
import type { Case } from './cases';
import { fitLogistic } from './fitLogistic';
import { groupBy } from './groupBy';

/** What the prediction has to beat. */
export const baselineNames = [
  'global',
  'user',
  'weekday',
  'userWeekday',
  'yesterday',
  'logistic',
] as const;

export type Baseline = (typeof baselineNames)[number];

/** The likelihood of a case by a baseline. */
export type Forecaster = (given: Case) => number;

/** The baselines, fitted on past cases. User's rates fall back on everyone's. */
export function fitBaselines(past: readonly Case[]): Record<Baseline, Forecaster> {
  const global = rateOf(past) ?? 0;
  const users = ratesBy(past, ({ user }) => user);
  const weekdays = ratesBy(past, ({ day }) => String(weekdayOf(day)));
  const userWeekday = ({ user, day }: Case) => `${user} ${weekdayOf(day)}`;
  const userWeekdays = ratesBy(past, userWeekday);
  const weights = fitLogistic(
    past.map(({ plain, active }) => ({ features: plain, outcome: active })),
    { mean: [0, 0, 0, 0, 0, 0, 0], precision: Array.from({ length: 7 }, () => 0.001) },
  );
  const byUser: Forecaster = (given) => users.get(given.user) ?? global;
  return {
    global: () => global,
    user: byUser,
    weekday: (given) => weekdays.get(String(weekdayOf(given.day))) ?? global,
    userWeekday: (given) => userWeekdays.get(userWeekday(given)) ?? byUser(given),
    yesterday: ({ habit }) => (habit.idle === 1 ? 1 : 0),
    logistic: ({ plain }) => logistic(dot(weights, plain)),
  };
}

function ratesBy(cases: readonly Case[], key: (given: Case) => string) {
  const groups = groupBy(cases, key);
  return new Map([...groups].map(([name, within]) => [name, rateOf(within) ?? 0]));
}

function rateOf(cases: readonly Case[]): number | undefined {
  if (cases.length === 0) return undefined;
  return cases.filter(({ active }) => active).length / cases.length;
}
