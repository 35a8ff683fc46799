import { type Day, dayNumber } from '../days';

/** How much of a user's past is looked at: 53 weeks, as many as a year's heatmap shows. */
export const WINDOW_DAYS = 371;

/** Weekday of a day, 0 (Monday) to 6. */
export function weekdayOf(day: Day): number {
  return (dayNumber(day) + 3) % 7; // 1970-01-01 was a Thursday
}

/**
 * What a user did on a day: how many activities, or null for a day that says nothing of the habit
 * because it was kept (travel, a pause, an outage).
 */
export type DayCount = number | null;

/** A sum that forgets: older terms weigh less. */
export interface Faded {
  readonly sum: number;
  readonly weight: number;
}

/** What remains of a term after each further one, so that it has halved after so many. */
const keptOver = (halfLife: number) => 0.5 ** (1 / halfLife);

/** The rates that are kept side by side, slowest first; half-lives in days. */
const RATES = [60, 14, 3].map(keptOver);

/** The rate of a weekday; in weeks. */
const WEEKDAY = keptOver(10);

/** The rates of the days after active ones and after others; in such days. */
const GOES_ON = keptOver(20);
const COMES_BACK = keptOver(20);

/** The activities of an active day; in active days. */
const COUNT = keptOver(7);

/** What of a user's history the likelihood depends on: all of it, in a few sums. */
export interface Habit {
  /** The weekday of the next day, 0 (Monday) to 6. */
  readonly weekday: number;
  /** How often the user was active, by half-life. */
  readonly rates: readonly Faded[];
  readonly weekdays: readonly Faded[];
  /** How often an active day was followed by another. */
  readonly goesOn: Faded;
  /** How often a day without activity was followed by an active one. */
  readonly comesBack: Faded;
  /** Activities per active day. */
  readonly perActiveDay: Faded;
  /** Activities on the last active day. */
  readonly lastCount: number;
  /** Days since the last active day: 1 when the day before was active. */
  readonly idle: number;
  /** Active days in a row up to the day before. */
  readonly run: number;
}

const nothing: Faded = { sum: 0, weight: 0 };

/** The habit of somebody of whom nothing is known, before a day of this weekday. */
export function newHabit(weekday: number): Habit {
  return {
    weekday,
    rates: RATES.map(() => nothing),
    weekdays: Array.from({ length: 7 }, () => nothing),
    goesOn: nothing,
    comesBack: nothing,
    perActiveDay: nothing,
    lastCount: 0,
    idle: 1,
    run: 0,
  };
}

/** The habit after one more day. */
export function afterDay(habit: Habit, count: DayCount): Habit {
  const weekday = (habit.weekday + 1) % 7;
  if (count === null) return { ...habit, weekday };
  const isActive = count > 0;
  const active = isActive ? 1 : 0;
  return {
    weekday,
    rates: habit.rates.map((rate, index) => fade(rate, active, RATES[index] ?? 1)),
    weekdays: habit.weekdays.map((rate, day) =>
      day === habit.weekday ? fade(rate, active, WEEKDAY) : rate,
    ),
    goesOn: habit.run > 0 ? fade(habit.goesOn, active, GOES_ON) : habit.goesOn,
    comesBack: habit.idle > 1 ? fade(habit.comesBack, active, COMES_BACK) : habit.comesBack,
    perActiveDay: isActive ? fade(habit.perActiveDay, count, COUNT) : habit.perActiveDay,
    lastCount: isActive ? count : habit.lastCount,
    idle: isActive ? 1 : habit.idle + 1,
    run: isActive ? habit.run + 1 : 0,
  };
}

/** The habit that consecutive days lead to, the first of them on a weekday 0 (Monday) to 6. */
export function habitOf(firstWeekday: number, days: readonly DayCount[]): Habit {
  return days.reduce(afterDay, newHabit(firstWeekday));
}

function fade({ sum, weight }: Faded, value: number, kept: number): Faded {
  return { sum: sum * kept + value, weight: weight * kept + 1 };
}
