import type { Day } from '../../functions/src/engine/days';
import { type Baseline, baselineNames } from './baselines';
import type { Group, groupNames } from './groups';
import { HOURS_PASSED, hoursIntoDay, type Predicted } from './predicted';
import { type Decile, type Forecast, reliability, type Scores, scoresOf } from './scores';

/** Likelihoods of one kind, scored beside what they have to beat. */
export interface Report {
  readonly cases: number;
  /** Share of the cases that came true. */
  readonly rate: number;
  readonly scores: Readonly<Record<string, Scores>>;
  readonly reliability: readonly Decile[];
}

export interface Evaluation {
  readonly scoredFrom: Day;
  readonly scoredTo: Day;
  readonly users: number;
  /** That the user is active on the day. */
  readonly day: Readonly<Record<Group, Report>>;
  /** That a living streak is alive after the day and the six that follow. */
  readonly week: Report;
  /** That the user is active later on the day, given not by so many hours into it. */
  readonly restOfDay: readonly (Report & { readonly hoursPassed: number })[];
}

/** The scores of a prediction. @param startHour wall-clock hour at which days start */
export function evaluate(predicted: readonly Predicted[], startHour: number): Evaluation {
  const days = predicted.map(({ given }) => given.day).sort();
  return {
    scoredFrom: days[0] ?? '',
    scoredTo: days.at(-1) ?? '',
    users: new Set(predicted.map(({ given }) => given.user)).size,
    day: {
      alive: dayReport(predicted, 'alive'),
      recent: dayReport(predicted, 'recent'),
      all: dayReport(predicted, 'all'),
    },
    week: weekReport(predicted),
    restOfDay: HOURS_PASSED.map((hoursPassed, index) => ({
      hoursPassed,
      ...restReport(predicted, hoursPassed, index, startHour),
    })),
  };
}

function dayReport(predicted: readonly Predicted[], group: (typeof groupNames)[number]): Report {
  const within = predicted.flatMap(({ given, prediction, baselines }) => {
    const own = baselines[group];
    return own ? [{ outcome: given.active, prediction, own }] : [];
  });
  const by = (baseline: Baseline) =>
    within.map(({ outcome, own }) => ({ outcome, likelihood: own[baseline] }));
  return report(
    within.map(({ outcome, prediction }) => ({ outcome, likelihood: prediction })),
    Object.fromEntries(baselineNames.map((name) => [name, by(name)])),
  );
}

function weekReport(predicted: readonly Predicted[]): Report {
  const known = predicted.flatMap(({ given, week, weekBaseline }) =>
    week === undefined ? [] : [{ outcome: given.keptWeek === true, week, weekBaseline }],
  );
  return report(
    known.map(({ outcome, week }) => ({ outcome, likelihood: week })),
    { global: known.map(({ outcome, weekBaseline }) => ({ outcome, likelihood: weekBaseline })) },
  );
}

function restReport(
  predicted: readonly Predicted[],
  passed: number,
  index: number,
  startHour: number,
): Report {
  const open = predicted.filter(({ given: { stake, firstHour } }) => {
    if (!stake) return false;
    return firstHour === undefined || hoursIntoDay(firstHour, startHour) >= passed;
  });
  return report(
    open.map(({ given, rest }) => ({ outcome: given.active, likelihood: rest[index] ?? 0 })),
    {
      wholeDay: open.map(({ given, prediction }) => ({
        outcome: given.active,
        likelihood: prediction,
      })),
    },
  );
}

function report(
  forecasts: readonly Forecast[],
  baselines: Readonly<Record<string, readonly Forecast[]>>,
): Report {
  return {
    cases: forecasts.length,
    rate: forecasts.filter(({ outcome }) => outcome).length / Math.max(forecasts.length, 1),
    scores: {
      prediction: scoresOf(forecasts),
      ...Object.fromEntries(
        Object.entries(baselines).map(([name, theirs]) => [name, scoresOf(theirs)]),
      ),
    },
    reliability: reliability(forecasts),
  };
}
