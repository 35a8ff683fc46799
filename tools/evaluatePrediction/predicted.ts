import { addDays, type Day, daysBetween, laterDay } from '../../functions/src/engine/days';
import { weekdayOf } from '../../functions/src/engine/insights/habit';
import {
  afterLesson,
  LEARNT_DAYS,
  lessonOf,
  modelOf,
  noLesson,
  nothingLearnt,
  withLesson,
} from '../../functions/src/engine/insights/learning';
import {
  likelihoodOfDay,
  type Model,
  restOfDay,
} from '../../functions/src/engine/insights/likelihood';
import { keepsFor } from '../../functions/src/engine/insights/outlook';
import type { Program } from '../../functions/src/engine/program';
import { type Baseline, fitBaselines } from './baselines';
import { type Case, pastOf, WEEK_DAYS } from './cases';
import { fitModel } from './fitModel';
import { groupBy } from './groupBy';
import { type Group, groupNames, groups } from './groups';
import type { UserDays } from './userDays';

/** How often the baselines are fitted anew, in days. */
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
  /** What was known before the log, as the shipped model is; undefined: nothing. */
  readonly prior: Model | undefined;
  /** Whether the model learns each week, as it does where it is deployed. */
  readonly isLive: boolean;
  /** Share of the log's time that is not scored, 0 to 1. */
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
 * Predicts the later part of a log as the deployed functions would have: each week by the model that they had
 * come to, from the first week of the log on. Baselines are fitted every four weeks to all that came before.
 */
export function predict(
  users: readonly UserDays[],
  cases: readonly Case[],
  options: PredictOptions,
): Predicted[] {
  const { share, scores, learns, isLive } = options;
  const from = firstScored(cases, share);
  const learnt = cases.filter(({ user }) => learns(user));
  const past = learnt.filter(({ day }) => day < from);
  const prior = options.prior ?? fitModel(past, from, undefined);
  // Without a prior, the days before are known already.
  const begin = options.prior ? (cases.map(({ day }) => day).sort()[0] ?? from) : from;
  const last = cases.reduce((latest, { day }) => laterDay(latest, day), from);
  const teachers = isLive ? users.filter(({ user }) => learns(user)) : [];
  const models = weeklyModels(teachers, prior, begin, last);
  const modelOn = (day: Day) => models.get(mondayOf(addDays(day, -1))) ?? prior;
  const scored = cases.filter(({ day, user }) => day >= from && scores(user));
  const block = ({ day }: Case) => Math.floor(daysBetween(from, day) / REFIT_DAYS);
  const blocks = [...groupBy(scored, block)].sort(([a], [b]) => a - b);
  return blocks.flatMap(([number, within]) => {
    const start = addDays(from, number * REFIT_DAYS);
    const before = learnt.filter(({ day }) => day < start);
    return predictBlock(within, before, start, modelOn, options.program);
  });
}

function mondayOf(day: Day): Day {
  return addDays(day, -weekdayOf(day));
}

/** The models by the Monday whose run has taught them: each counts from the day after until the next Monday. */
function weeklyModels(
  users: readonly UserDays[],
  prior: Model,
  from: Day,
  through: Day,
): Map<Day, Model> {
  const models = new Map<Day, Model>();
  let known = nothingLearnt(prior);
  for (let run = mondayOf(from); run <= through; run = addDays(run, 7)) {
    const since = laterDay(addDays(run, -LEARNT_DAYS), addDays(from, -1));
    const model = modelOf(prior, known);
    const lesson = users
      .flatMap((days) => pastOf(days, run) ?? [])
      .map((past) => lessonOf(past, run, since, model))
      .reduce(withLesson, noLesson());
    if (lesson.days > 0) known = afterLesson(known, lesson, prior);
    models.set(run, modelOf(prior, known));
  }
  return models;
}

function predictBlock(
  within: readonly Case[],
  past: readonly Case[],
  start: Day,
  modelOn: (day: Day) => Model,
  program: Program,
): Predicted[] {
  const fitted = groupNames.map((name) => [name, fitBaselines(past.filter(groups[name]))] as const);
  const weeks = past.filter(
    ({ day, keptWeek }) => keptWeek !== undefined && daysBetween(day, start) >= WEEK_DAYS,
  );
  const weekBaseline = weeks.filter(({ keptWeek }) => keptWeek).length / Math.max(weeks.length, 1);
  return within.map((given) => {
    const { day, habit, stake, firstHours, keptWeek } = given;
    const model = modelOn(day);
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
