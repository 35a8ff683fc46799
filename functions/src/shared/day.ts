import { remembered } from './remembered';

/**
 * A calendar date, `YYYY-MM-DD`: no zone, no time, years 1969–3000. Those are the years that anyone
 * may name (`timeRange.ts`), and one more on each side for what is reckoned from them, such as the
 * day after the last one. Lexical order is time order, so `<` and `>` compare days.
 */
export type Day = string;

const DAY_MS = 86_400_000;
const FIRST_NUMBER = Date.UTC(1969, 0, 1) / DAY_MS;
const LAST_NUMBER = Date.UTC(3000, 11, 31) / DAY_MS;

/**
 * How many days a calendar date lies after 1970-01-01 (negative before it).
 *
 * @throws RangeError for what is no date of the years 1969 to 3000
 */
export const dayNumber = remembered(
  (day: Day) => inRange(Date.parse(day) / DAY_MS), // ECMAScript reads a date without a time as UTC
);

/**
 * The calendar date that lies `number` days after 1970-01-01. Beyond the year 9999 a date is written
 * otherwise and no longer compares as text, so a loop from one day to another might never end there.
 *
 * @throws RangeError for what is no date of the years 1969 to 3000
 */
export const dayFromNumber = remembered((number: number): Day =>
  new Date(inRange(number) * DAY_MS).toISOString().slice(0, 10),
);

function inRange(number: number): number {
  const isDay = Number.isInteger(number) && number >= FIRST_NUMBER && number <= LAST_NUMBER;
  if (!isDay) throw new RangeError('A day must be a date of the years 1969 to 3000.');
  return number;
}

/** The date `count` days after `day` (before it when negative). @throws RangeError */
export function addDays(day: Day, count: number): Day {
  return dayFromNumber(dayNumber(day) + count);
}

/** How many days `to` lies after `from`. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** Monday of the ISO week (ISO 8601: weeks start on Monday) that holds `day`. */
export function isoWeekStart(day: Day): Day {
  const weeks = Math.floor((dayNumber(day) + 3) / 7); // 1970-01-01 was a Thursday
  return dayFromNumber(weeks * 7 - 3);
}

/** The weekday of a day by ISO 8601: 1 is Monday, 7 is Sunday. */
export function isoWeekday(day: Day): number {
  return daysBetween(isoWeekStart(day), day) + 1;
}

/** The month of a day, `YYYY-MM`. */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** The earlier of two days. */
export function earlierDay(a: Day, b: Day): Day {
  return a < b ? a : b;
}

/** The later of two days. */
export function laterDay(a: Day, b: Day): Day {
  return a > b ? a : b;
}
