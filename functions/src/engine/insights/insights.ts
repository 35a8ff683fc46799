import { addDays, type Day, earlierDay, laterDay } from '../days';
import type { LedgerDay } from '../ledger';
import type { Program } from '../program';
import type { Settled } from '../settle';
import { passedOver } from '../timeline';
import { weekdayOf, WINDOW_DAYS } from './habit';
import { longestRuns, type Run, strengthOf, type Year, yearOf } from './year';

/** Days that a trend compares with as many before them. */
const TREND_DAYS = 28;

/** A change of the share of active days that is worth telling: 10 points. */
const TREND_STEP = 0.1;

/** The best hours are so many in a row. */
const BEST_HOURS = 4;

const HOURS = 24;

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
  /** 0 (Monday) to 6; null with less than a week of active days, and where two are as good. */
  readonly bestWeekday: number | null;
  /** The four hours in a row of the wall clock with the most activities; null as above. */
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

/**
 * Sums up a year whose last days are those of `settled`. Open days count once they are active; until then
 * they say nothing.
 */
export function summaryOf(year: Year, settled: Pick<Settled, 'open' | 'tally'>): Summary {
  const { from, byHour, frozen } = year;
  const { open, tally } = settled;
  const counts = year.counts.map((count, index) =>
    count === 0 && addDays(from, index) >= open.first ? null : count,
  );
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
  return {
    activeDays,
    weekdayRates: weekdays.map(({ days, active }) => (days === 0 ? null : active / days)),
    bestWeekday: isKnownWell ? bestWeekday(weekdays, activeDays / known.length) : null,
    bestHours: isKnownWell ? bestHours(byHour) : null,
    activitiesPerActiveDay: activeDays === 0 ? 0 : activities / activeDays,
    trend: trendOf(known.map(({ count }) => count)),
    longestRuns: longestRuns(year, livingRun(tally), MOST_RUNS),
    freezesUsed: frozen.length,
    strength: strengthOf(counts),
  };
}

function livingRun({ current, runStart, lastActiveDay }: Settled['tally']): Run | undefined {
  if (current === 0 || runStart === null || lastActiveDay === null) return undefined;
  return { days: current, from: runStart, to: lastActiveDay };
}

/** Rates that differ by less are as good: they come from divisions. */
const SAME_RATE = 1e-9;

function bestWeekday(
  weekdays: readonly { readonly days: number; readonly active: number }[],
  usual: number,
): number | null {
  const rates = weekdays.map(
    ({ days, active }) => (active + PRIOR_DAYS * usual) / (days + PRIOR_DAYS),
  );
  const most = Math.max(...rates);
  const best = rates.flatMap((rate, weekday) => (most - rate < SAME_RATE ? [weekday] : []));
  return best.length === 1 ? (best[0] ?? null) : null;
}

/**
 * The four hours in a row with the most activities. Of several with as many that overlap, all around the
 * same hours, it is the middle one, or the earlier of two; when two of them share no hour, none is the best.
 *
 * @param byHour activities in each hour of the wall clock, 0 to 23
 */
export function bestHours(byHour: readonly number[]): Summary['bestHours'] {
  const total = byHour.reduce((sum, count) => sum + count, 0);
  const within = Array.from({ length: HOURS }, (_, from) =>
    Array.from({ length: BEST_HOURS }, (__, hour) => byHour[(from + hour) % HOURS] ?? 0).reduce(
      (sum, count) => sum + count,
      0,
    ),
  );
  const most = Math.max(...within);
  const best = within.flatMap((count, from) => (count === most ? [from] : []));
  const hoursAfter = (first: number) =>
    best.map((from) => (from - first + HOURS) % HOURS).sort((x, y) => x - y);
  const first = best.find((from) => (hoursAfter(from).at(-1) ?? 0) < BEST_HOURS);
  if (total === 0 || first === undefined) return null;
  const from = (first + (hoursAfter(first)[Math.floor((best.length - 1) / 2)] ?? 0)) % HOURS;
  return { from, to: (from + BEST_HOURS) % HOURS, share: most / total };
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

/** What is kept of a user's last year. */
export interface Insights {
  /** Milliseconds since the epoch. */
  readonly builtAt: number;
  /** How often sealed days had been opened again by then, as in `StreakState`. */
  readonly reopened: number;
  readonly year: Year;
}

/** The days that insights look at, up to the last that is over. */
export function insightDays({ open }: Pick<Settled, 'open'>): {
  readonly from: Day;
  readonly through: Day;
} {
  return { from: addDays(open.first, -WINDOW_DAYS), through: addDays(open.first, -1) };
}

/** The changes of zone that passed over each day. */
export function passedOverBy({ state }: Pick<Settled, 'state'>, startHour: number) {
  return (day: Day): readonly number[] => passedOver(state.timeline, day, startHour);
}

/** Whether insights lack nothing but the last days: an earlier first day may have been heard of since. */
export function beginsEarlyEnough({ year }: Insights, settled: Settled): boolean {
  const { firstActiveDay } = settled.tally;
  if (firstActiveDay === undefined) return true;
  return year.from <= laterDay(firstActiveDay, insightDays(settled).from);
}

/** The ledger with the days that were judged since it was read. */
export function upToDate(
  ledger: ReadonlyMap<Day, LedgerDay>,
  { state, changedDays }: Settled,
): Map<Day, LedgerDay> {
  return new Map([...ledger, ...Object.entries(state.recent), ...Object.entries(changedDays)]);
}

/**
 * The insights of a user at `now` (milliseconds since the epoch): of the last 53 weeks, or of the days since
 * the first active one if that was later.
 */
export function insightsOf(
  settled: Settled,
  ledger: ReadonlyMap<Day, LedgerDay>,
  now: number,
  { dayStartHour }: Program,
): Insights {
  const { from, through } = insightDays(settled);
  const days = upToDate(ledger, settled);
  const active = [...days]
    .filter(([day, { count }]) => day >= from && count > 0)
    .map(([day]) => day)
    .sort();
  const wasActiveBefore = settled.tally.activeDays > active.length;
  const next = addDays(through, 1);
  const first = wasActiveBefore ? from : earlierDay(active[0] ?? next, next);
  const year = yearOf(days, first, through, dayStartHour, passedOverBy(settled, dayStartHour));
  return { builtAt: now, reopened: settled.state.reopened, year };
}
