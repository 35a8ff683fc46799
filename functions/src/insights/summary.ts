import type { Day } from '../shared/day';
import type { LedgerDay } from '../streaks/ledgerDay';
import { type Run, longestRuns } from './longestRuns';
import { weekdayOf } from './prediction/weekday';
import { strengthOf } from './strength';
import type { Year } from './year';

/** Days that a trend compares with as many before them. */
const TREND_DAYS = 28;

/** A change of the share of active days that is worth telling: 10 points. */
const TREND_STEP = 0.1;

/** Hours of a band, and the first one: bands start where days do. */
const BAND_HOURS = 4;

/** What is too little to tell a best weekday or hour from: active days. */
const MIN_ACTIVE_DAYS = 7;

/** Days at the user's own rate that a weekday starts from before it is called the best. */
const PRIOR_DAYS = 4;

const MOST_RUNS = 3;

/** What a year says of a user. */
export interface Summary {
  readonly activeDays: number;
  /** Share of active days, Monday first; null for a weekday that has not come yet. */
  readonly weekdayRates: readonly (number | null)[];
  /** 0 (Monday) to 6; null with less than a week of active days. */
  readonly bestWeekday: number | null;
  /** The four hours of the wall clock with the most activities; null as above. */
  readonly bestHours: { readonly from: number; readonly to: number; readonly share: number } | null;
  readonly activitiesPerActiveDay: number;
  readonly trend: {
    readonly direction: 'up' | 'down' | 'steady' | 'unknown';
    /** Share of active days of the last four weeks and of the four before. */
    readonly now: number;
    readonly before: number;
  };
  readonly longestRuns: readonly Run[];
  readonly freezesUsed: number;
  /** 0 to 100, see `strengthOf`. */
  readonly strength: number;
}

/** Sums a year up. @param startHour wall-clock hour at which days start */
export function summaryOf(
  year: Year,
  ledger: ReadonlyMap<Day, LedgerDay>,
  startHour: number,
): Summary {
  const { from, counts } = year;
  const known = counts.flatMap((count, index) =>
    count === null ? [] : [{ count, weekday: (weekdayOf(from) + index) % 7 }],
  );
  const activeDays = known.filter(({ count }) => count > 0).length;
  const activities = known.reduce((sum, { count }) => sum + count, 0);
  const weekdays = Array.from({ length: 7 }, (_, weekday) => {
    const own = known.filter((day) => day.weekday === weekday);
    return { days: own.length, active: own.filter(({ count }) => count > 0).length };
  });
  const isKnownWell = activeDays >= MIN_ACTIVE_DAYS;
  const own = [...ledger].filter(([day]) => day >= from);
  return {
    activeDays,
    weekdayRates: weekdays.map(({ days, active }) => (days === 0 ? null : active / days)),
    bestWeekday: isKnownWell ? bestWeekday(weekdays, activeDays / known.length) : null,
    bestHours: isKnownWell ? bestBand(year.byHour, startHour) : null,
    activitiesPerActiveDay: activeDays === 0 ? 0 : activities / activeDays,
    trend: trendOf(known.map(({ count }) => count)),
    longestRuns: longestRuns(new Map(own), MOST_RUNS),
    freezesUsed: own.filter(([, { verdict }]) => verdict === 'frozen').length,
    strength: strengthOf(counts),
  };
}

function bestWeekday(
  weekdays: readonly { readonly days: number; readonly active: number }[],
  usual: number,
): number {
  const rates = weekdays.map(
    ({ days, active }) => (active + PRIOR_DAYS * usual) / (days + PRIOR_DAYS),
  );
  return rates.indexOf(Math.max(...rates));
}

function bestBand(byHour: readonly number[], startHour: number): Summary['bestHours'] {
  const total = byHour.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const bands = Array.from({ length: 24 / BAND_HOURS }, (_, band) => {
    const from = (startHour + band * BAND_HOURS) % 24;
    const hours = Array.from({ length: BAND_HOURS }, (__, hour) => byHour[(from + hour) % 24] ?? 0);
    return { from, count: hours.reduce((sum, count) => sum + count, 0) };
  });
  const most = Math.max(...bands.map(({ count }) => count));
  const { from } = bands.find(({ count }) => count === most) ?? { from: startHour };
  return { from, to: (from + BAND_HOURS) % 24, share: most / total };
}

function trendOf(counts: readonly number[]): Summary['trend'] {
  const rate = (days: readonly number[]) =>
    days.filter((count) => count > 0).length / Math.max(days.length, 1);
  const now = rate(counts.slice(-TREND_DAYS));
  const before = rate(counts.slice(0, -TREND_DAYS).slice(-TREND_DAYS));
  if (counts.length < 2 * TREND_DAYS) return { direction: 'unknown', now, before };
  if (now - before >= TREND_STEP) return { direction: 'up', now, before };
  return { direction: before - now >= TREND_STEP ? 'down' : 'steady', now, before };
}
