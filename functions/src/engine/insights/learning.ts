import { addDays, type Day, daysBetween, laterDay } from '../days';
import { dot, logistic, plus } from './arithmetic';
import {
  type Calibration,
  type Misses,
  missesOf,
  recalibrated,
  uncalibrated,
  withMisses,
} from './calibration';
import {
  belief,
  type Evidence,
  evidenceOf,
  likeliest,
  type Observed,
  weakened,
  withEvidence,
} from './evidence';
import { afterDay, type DayCount, habitOf, weekdayOf, WINDOW_DAYS } from './habit';
import { featureNames, featuresOf, type Model } from './likelihood';

/** A run of `scheduleInsights` learns from the week that ended so many days before it: its days are sealed. */
const FIRST_DAY = 10;
const LAST_DAY = 4;

/**
 * Those are learnt from who were active within so many days before a run. A day counts only if they had been
 * by then: whether it does must not depend on what came of it.
 */
export const LEARNT_DAYS = 17;

/** What is left of what was learnt after each run: half after two years. */
const KEPT = 0.5 ** (1 / 104);

/** How firmly the shipped weights are believed: as if each were known to about 0.6. */
const FIRMNESS = 3;

/** Days of the shipped hours that hours start from. */
const PRIOR_DAYS = 24;

/** So many days of a run count fully; more count as much as so many, or one week would drown the others. */
const MOST_DAYS = 2000;

/** No weight moves further in a week. */
const LONGEST_STEP = 1;

/** What days of users have taught: sums over them, in which nobody can be told from anybody. */
export interface Lesson extends Evidence {
  /** How the days came beside what was likely by the model that the lesson was learnt with. */
  readonly misses: Misses;
  /** Days that were learnt from. */
  readonly days: number;
  /** How many of the active ones began in each hour of the wall clock, 0 to 23. */
  readonly hours: readonly number[];
}

/** What a user did. */
export interface Past {
  readonly from: Day;
  /** On each day from there on. */
  readonly counts: readonly DayCount[];
  /** The hour of the wall clock of the first activity of a day, if it is known. */
  readonly firstHour: (day: Day) => number | undefined;
}

/**
 * What a user's week teaches a run.
 *
 * @param since users who were active on this day or later are asked
 * @param model the one that the users were told likelihoods by
 */
export function lessonOf(past: Past, run: Day, since: Day, model: Model): Lesson {
  const { from, counts, firstHour } = past;
  const first = laterDay(addDays(run, -FIRST_DAY), addDays(from, 1));
  const at = daysBetween(from, first);
  const begin = Math.max(0, at - WINDOW_DAYS);
  let habit = habitOf(weekdayOf(addDays(from, begin)), counts.slice(begin, at));
  let lastActive = counts.slice(0, at).findLastIndex(isActive);
  const cases: DayCase[] = [];
  const hours = noHours();
  for (let index = at; index <= daysBetween(from, addDays(run, -LAST_DAY)); index += 1) {
    const count = counts[index];
    if (count === undefined) break;
    const day = addDays(from, index);
    if (count !== null && lastActive >= 0 && addDays(from, lastActive) >= since) {
      cases.push({
        features: featuresOf(habit, model.everyone),
        outcome: count > 0,
        wasActive: habit.idle === 1,
      });
      const hour = count > 0 ? firstHour(day) : undefined;
      if (hour !== undefined) hours[hour] = (hours[hour] ?? 0) + 1;
    }
    if (isActive(count)) lastActive = index;
    habit = afterDay(habit, count);
  }
  return lessonFrom(cases, hours, model);
}

/** A day that is learnt from. */
interface DayCase extends Observed {
  /** Whether the user was active on the day before. */
  readonly wasActive: boolean;
}

function lessonFrom(
  cases: readonly DayCase[],
  hours: readonly number[],
  { weights, calibration = uncalibrated }: Pick<Model, 'weights' | 'calibration'>,
): Lesson {
  const computed = cases.map(({ features, outcome, wasActive }) => {
    return { likelihood: logistic(dot(weights, features)), wasActive, outcome };
  });
  const misses = missesOf(computed, calibration);
  return { ...evidenceOf(cases, weights), misses, days: cases.length, hours };
}

function isActive(count: DayCount): boolean {
  return count !== null && count > 0;
}

/** The lesson of nobody. */
export function noLesson(): Lesson {
  return lessonFrom([], noHours(), { weights: featureNames.map(() => 0) });
}

/** What both teach. */
export function withLesson(a: Lesson, b: Lesson): Lesson {
  return {
    ...withEvidence(a, b),
    misses: withMisses(a.misses, b.misses),
    days: a.days + b.days,
    hours: plus(a.hours, b.hours),
  };
}

/** What is known of an app's own users: what its model is, and what it will be made of. */
export interface Learnt extends Evidence {
  readonly weights: readonly number[];
  readonly hours: readonly number[];
  readonly calibration: Calibration;
}

/** What is known before the first lesson. */
export function nothingLearnt({ weights }: Model): Learnt {
  return {
    ...belief(
      weights,
      weights.map(() => FIRMNESS),
    ),
    weights,
    hours: noHours(),
    calibration: uncalibrated,
  };
}

/**
 * What is known after the lessons of one more run. What was learnt fades towards the shipped model, so that
 * it follows what people do, and an app with few users stays near it.
 */
export function afterLesson(before: Learnt, lesson: Lesson, shipped: Model): Learnt {
  const share = Math.min(1, MOST_DAYS / Math.max(lesson.days, 1));
  const faded = withEvidence(weakened(before, KEPT), nothingLearnt(shipped), 1 - KEPT);
  const known = withEvidence(faded, lesson, share);
  const steps = plus(likeliest(known), before.weights, -1);
  const longest = Math.max(...steps.map(Math.abs));
  return {
    ...known,
    weights: plus(before.weights, steps, LONGEST_STEP / Math.max(longest, LONGEST_STEP)),
    hours: plus(
      before.hours.map((days) => days * KEPT),
      lesson.hours,
      share,
    ),
    calibration: recalibrated(
      plus(uncalibrated, plus(before.calibration, uncalibrated, -1), KEPT),
      lesson.misses,
      share,
    ),
  };
}

/** The model of an app: the shipped one, and what has been learnt. */
export function modelOf(shipped: Model, learnt: Learnt | undefined): Model {
  if (!learnt) return shipped;
  const days = learnt.hours.reduce((sum, count) => sum + count, PRIOR_DAYS);
  return {
    everyone: shipped.everyone,
    weights: learnt.weights,
    hours: plus(learnt.hours, shipped.hours, PRIOR_DAYS).map((count) => count / days),
    calibration: learnt.calibration,
  };
}

function noHours(): number[] {
  return Array.from({ length: 24 }, () => 0);
}
