import type { Day } from '../shared/day';
import type { DaysOff } from './cadence';
import type { PeriodTallies } from './periodTally';

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
