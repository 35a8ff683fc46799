import { addDays, type Day, daysBetween } from '../../functions/src/engine/days';
import {
  likelihoodOfDay,
  type Model,
  restOfDay,
} from '../../functions/src/engine/insights/likelihood';
import { keepsFor } from '../../functions/src/engine/insights/outlook';
import type { Program } from '../../functions/src/engine/program';
import { type Baseline, fitBaselines } from './baselines';
import { type Case, WEEK_DAYS } from './cases';
import { fitModel, rateOfEveryone, withFeatures } from './fitModel';
import { groupBy } from './groupBy';
import { type Group, groupNames, groups } from './groups';

/** How often everything is fitted anew, in days. */
const REFIT_DAYS = 28;

/** Hours into the day at which its rest is predicted. */
export const HOURS_PASSED = [4, 8, 12, 16, 20] as const;

/** A case with the likelihoods that were given to it before it came. */
export interface Predicted {
  readonly given: Case;
  readonly prediction: number;
  /** By the groups that the case is in, each with baselines of its own. */
  readonly baselines: Readonly<Partial<Record<Group, Readonly<Record<Baseline, number>>>>>;
  /** That the streak lives after a week; undefined where none was alive, or it is not known. */
  readonly week: number | undefined;
  /** The past rate of the same. */
  readonly weekBaseline: number;
  /** That the user is active later, by the hours of `HOURS_PASSED`. */
  readonly rest: readonly number[];
}

export interface PredictOptions {
  readonly program: Program;
  /** What was known before the log; undefined: nothing. */
  readonly prior: Model | undefined;
  /** Share of the log's time that is only learnt from, 0 to 1. */
  readonly share: number;
  /** Whether a user is learnt from, and whether scored. */
  readonly learns: (user: string) => boolean;
  readonly scores: (user: string) => boolean;
}

/** The first day that is scored. */
export function firstScored(cases: readonly Case[], share: number): Day {
  const days = cases.map(({ day }) => day).sort();
  const first = days[0] ?? '';
  return addDays(first, Math.round(share * daysBetween(first, days.at(-1) ?? first)));
}

/**
 * Predicts the later part of a log, four weeks at a time, each by what is fitted to all that came
 * before it.
 */
export function predict(cases: readonly Case[], options: PredictOptions): Predicted[] {
  const { share, scores, learns, prior } = options;
  const from = firstScored(cases, share);
  const learnt = cases.filter(({ user }) => learns(user));
  // Features lean on everyone's rate, so weights keep their meaning only with the rate they had.
  const everyone = prior?.everyone ?? rateOfEveryone(learnt.filter(({ day }) => day < from));
  const features = withFeatures(learnt, everyone);
  const scored = cases.filter(({ day, user }) => day >= from && scores(user));
  const block = ({ day }: Case) => Math.floor(daysBetween(from, day) / REFIT_DAYS);
  const blocks = [...groupBy(scored, block)].sort(([a], [b]) => a - b);
  let model: Model | undefined;
  return blocks.flatMap(([number, within]) => {
    const start = addDays(from, number * REFIT_DAYS);
    const past = new Map([...features].filter(([{ day }]) => day < start));
    model = fitModel(past, start, everyone, prior, model);
    return predictBlock(within, [...past.keys()], start, model, options.program);
  });
}

function predictBlock(
  within: readonly Case[],
  past: readonly Case[],
  start: Day,
  model: Model,
  program: Program,
): Predicted[] {
  const fitted = groupNames.map((name) => [name, fitBaselines(past.filter(groups[name]))] as const);
  const weeks = past.filter(
    ({ day, keptWeek }) => keptWeek !== undefined && daysBetween(day, start) >= WEEK_DAYS,
  );
  const weekBaseline = weeks.filter(({ keptWeek }) => keptWeek).length / Math.max(weeks.length, 1);
  return within.map((given) => {
    const { habit, stake, firstHours, keptWeek } = given;
    const prediction = likelihoodOfDay(habit, model);
    const own = fitted.filter(([name]) => groups[name](given));
    return {
      given,
      prediction,
      baselines: Object.fromEntries(
        own.map(([name, baselines]) => [
          name,
          {
            global: baselines.global(given),
            user: baselines.user(given),
            weekday: baselines.weekday(given),
            userWeekday: baselines.userWeekday(given),
            yesterday: baselines.yesterday(given),
            logistic: baselines.logistic(given),
          },
        ]),
      ),
      week:
        stake && keptWeek !== undefined
          ? keepsFor(WEEK_DAYS, habit, stake, program.freeze, model, prediction)
          : undefined,
      weekBaseline,
      rest: HOURS_PASSED.map((passed) =>
        restOfDay(prediction, passed, firstHours, model.hours, program.dayStartHour),
      ),
    };
  });
}

/** A day in hours of the wall clock, from where days start. */
export function hoursIntoDay(wallHour: number, startHour: number): number {
  return (wallHour - startHour + 24) % 24;
}
