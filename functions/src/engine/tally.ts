import type { DayRecord } from './dayRecord';
import { type Day, monthOf, weekName } from './days';
import type { DaysOff } from './program';

/** How a week stands for the weekly bonus. */
export interface WeekTally {
  /** Its Monday. */
  readonly monday: Day;
  /** Categories that were active in it, sorted. */
  readonly categories: readonly string[];
  readonly activeDays: number;
  /** Whether the week before earned the bonus, so that this week's XP is boosted. */
  readonly boosted: boolean;
  /** Weeks in a row, up to and with the week before, that earned the bonus. */
  readonly bonusWeeksBefore: number;
}

/** All that the fold carries from one day to the next. */
export interface Tally {
  /** Every day up to and with this one is judged. */
  readonly through: Day;
  /** Active days of the run so far; 0 when the streak is broken. */
  readonly current: number;
  readonly longest: number;
  /** First day of the run, null when there is none. */
  readonly runStart: Day | null;
  readonly lastActiveDay: Day | null;
  /** Absent before there is one; and of users whose first days were sealed by versions that did not keep it. */
  readonly firstActiveDay?: Day;
  readonly freezes: number;
  readonly xp: number;
  readonly activities: number;
  readonly activeDays: number;
  readonly frozenDays: number;
  readonly brokenRuns: number;
  /** Days that broke a run which was won back, and the last of them. */
  readonly recoveries: number;
  readonly lastRecovered: Day | null;
  /** The longest run that was lost. */
  readonly longestLost: number;
  readonly week: WeekTally | null;
  /** Activities in the hours that a badge asks for, by badge. */
  readonly hours: Readonly<Record<string, number>>;
  /** The day on which each badge was earned. */
  readonly badges: Readonly<Record<string, Day>>;
  /** When `longest` was reached, in milliseconds since the epoch; null before the first day. */
  readonly longestAt: number | null;
  readonly periods: PeriodTallies;
  /** Days off of the last week that had any; absent where the program gives none. */
  readonly daysOff?: DaysOff;
  /**
   * The changes of zone that have kept days lately, in milliseconds since the epoch; absent for whoever
   * stays in one zone.
   */
  readonly journeys?: readonly number[];
}

/** The tally of someone who has never done anything, before the day after `through`. */
export function newTally(through: Day): Tally {
  return {
    through,
    current: 0,
    longest: 0,
    runStart: null,
    lastActiveDay: null,
    freezes: 0,
    xp: 0,
    activities: 0,
    activeDays: 0,
    frozenDays: 0,
    brokenRuns: 0,
    recoveries: 0,
    lastRecovered: null,
    longestLost: 0,
    week: null,
    hours: {},
    badges: {},
    longestAt: null,
    periods: { week: null, month: null },
  };
}

/** The tally's first active day, after one more active day that is later than all before it. */
export function withFirstActiveDay(
  { activeDays, firstActiveDay }: Tally,
  day: Day,
): Pick<Tally, 'firstActiveDay'> {
  const first = activeDays === 0 ? day : firstActiveDay;
  return first === undefined ? {} : { firstActiveDay: first };
}

/**
 * Whether a day lies before all that a user has done: nothing was missed then, and nothing kept. False where
 * the first active day is not known.
 */
export function isBeforeFirst(day: Day, { activeDays, firstActiveDay }: Tally): boolean {
  return activeDays === 0 || (firstActiveDay !== undefined && day < firstActiveDay);
}

/** What a week or a month has brought up to its last active day. */
export interface PeriodTally {
  /** `2026-W09` or `2026-03`. */
  readonly period: string;
  readonly activeDays: number;
  /** XP of its days, rewards included. */
  readonly xp: number;
  /** When the last activity of its last active day occurred, in milliseconds since the epoch. */
  readonly reachedAt: number;
}

/** How the week and the month of the last active day stand. */
export interface PeriodTallies {
  readonly week: PeriodTally | null;
  readonly month: PeriodTally | null;
}

/** The tallies with one more active day, later than all before it, which brought `xp`. */
export function withActiveDay(
  { week, month }: PeriodTallies,
  day: Day,
  { lastAt = 0 }: Pick<DayRecord, 'lastAt'>,
  xp: number,
): PeriodTallies {
  const brought = { xp, reachedAt: lastAt };
  return {
    week: added(week, weekName(day), brought),
    month: added(month, monthOf(day), brought),
  };
}

function added(
  tally: PeriodTally | null,
  period: string,
  { xp, reachedAt }: Pick<PeriodTally, 'xp' | 'reachedAt'>,
): PeriodTally {
  const before = tally?.period === period ? tally : { activeDays: 0, xp: 0, reachedAt: 0 };
  return {
    period,
    activeDays: before.activeDays + 1,
    xp: before.xp + xp,
    reachedAt: Math.max(before.reachedAt, reachedAt),
  };
}
