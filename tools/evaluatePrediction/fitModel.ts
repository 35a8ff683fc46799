import { type Day, daysBetween } from '../../functions/src/engine/days';
import {
  featureNames,
  featuresOf,
  type Model,
} from '../../functions/src/engine/insights/likelihood';
import type { Case } from './cases';
import { fitLogistic } from './fitLogistic';

/** Users who were not active for longer are not fitted to: nobody asks about them. */
const RECENT_DAYS = 28;

/** How firmly a prior is believed: as if each weight were known to about 0.3. */
const PRIOR_PRECISION = 10;

/** Without a prior, weights are held a little towards 0, but for the intercept. */
const NO_PRIOR_PRECISION = 3;

/** What people do changes over the years: a case counts half after two. */
const CASE_HALF_LIFE_DAYS = 730;

/** Days of everyone's hours that hours start from. */
const PRIOR_DAYS = 24;

/** Whether the user was active within four weeks. */
export function isRecent({ habit }: Case): boolean {
  return habit.idle <= RECENT_DAYS;
}

/** Share of the days of recently active users on which they were active. */
function rateOfEveryone(cases: readonly Case[]): number {
  const recent = cases.filter(isRecent);
  return recent.filter(({ active }) => active).length / Math.max(recent.length, 1);
}

/**
 * The model that past cases lead to.
 *
 * @param now the first day after them
 * @param prior what was known before them, if anything was
 */
export function fitModel(cases: readonly Case[], now: Day, prior: Model | undefined): Model {
  // Features lean on everyone's rate, so weights keep their meaning only with the rate they had.
  const everyone = prior?.everyone ?? rateOfEveryone(cases);
  const recent = cases.filter(isRecent);
  const weights = fitLogistic(
    recent.map(({ active, day, habit }) => ({
      features: featuresOf(habit, everyone),
      outcome: active,
      weight: 0.5 ** (daysBetween(day, now) / CASE_HALF_LIFE_DAYS),
    })),
    {
      mean: prior?.weights ?? featureNames.map(() => 0),
      precision: featureNames.map((name) => {
        if (prior) return PRIOR_PRECISION;
        return name === 'intercept' ? 0.001 : NO_PRIOR_PRECISION;
      }),
    },
  );
  const hours = recent.flatMap(({ firstHour }) => firstHour ?? []);
  return { everyone, weights, hours: hoursOf(hours, prior?.hours) };
}

function hoursOf(first: readonly number[], prior: readonly number[] | undefined): number[] {
  const days = Array.from({ length: 24 }, (_, hour) => PRIOR_DAYS * (prior?.[hour] ?? 1 / 24));
  for (const at of first) {
    const hour = Math.floor(at);
    days[hour] = (days[hour] ?? 0) + 1;
  }
  return days.map((count) => count / (first.length + PRIOR_DAYS));
}
