import { memoize } from './memoize';

/**
 * A calendar date, `YYYY-MM-DD`: no zone, no time, years 1969–3000. Those are the years that anyone
 * may name, and one more on each side for what is reckoned from them, such as the
 * day after the last one. Lexical order is time order, so `<` and `>` compare days.
 */
export type Day = string;

/** The first day that anyone may name: what lies outside is a mistake or an attack. */
export const FIRST_DAY = '1970-01-01';

/** The last day that anyone may name. */
export const LAST_DAY = '2999-12-31';

/** The first instant that anyone may name, in milliseconds since the Unix epoch. */
const FIRST_INSTANT = Date.UTC(1970, 0, 1);

/** The last instant that anyone may name, in milliseconds since the Unix epoch. */
export const LAST_INSTANT = Date.UTC(3000, 0, 1) - 1;

/** Whether an instant may be named. @param instant milliseconds since the Unix epoch */
export function isInstantInRange(instant: number): boolean {
  return instant >= FIRST_INSTANT && instant <= LAST_INSTANT;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

const FIRST_NUMBER = Date.UTC(1969, 0, 1) / DAY_MS;
const LAST_NUMBER = Date.UTC(3000, 11, 31) / DAY_MS;

/**
 * How many days a calendar date lies after 1970-01-01 (negative before it).
 *
 * @throws RangeError for what is no date of the years 1969 to 3000
 */
export const dayNumber = memoize(
  (day: Day) => inRange(Date.parse(day) / DAY_MS), // ECMAScript reads a date without a time as UTC
);

/**
 * The calendar date that lies `number` days after 1970-01-01. Beyond the year 9999 a date is written
 * otherwise and no longer compares as text, so a loop from one day to another might never end there.
 *
 * @throws RangeError for what is no date of the years 1969 to 3000
 */
export const dayFromNumber = memoize((number: number): Day =>
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

/** The days from one to another, both included; none where the other is earlier. */
export function daysFrom(first: Day, last: Day): Day[] {
  const count = Math.max(0, daysBetween(first, last) + 1);
  return Array.from({ length: count }, (_, index) => addDays(first, index));
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

/** The days from one to another that fall on some weekdays (1 is Monday, 7 is Sunday), in order. */
export function daysOnWeekdays(weekdays: readonly number[], first: Day, last: Day): Day[] {
  if (weekdays.length === 0 || first > last) return [];
  return daysFrom(first, last).filter((day) => weekdays.includes(isoWeekday(day)));
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

/** The ISO 8601 name of the week that holds a day, `2026-W09`. */
export function weekName(day: Day): string {
  const thursday = addDays(isoWeekStart(day), 3); // a week belongs to the year of its Thursday
  const year = thursday.slice(0, 4);
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Whether a text names a week that there is, `2026-W53`, in the years 1970 to 2999. */
export function isWeekName(text: string): boolean {
  const [, year, week] = /^(19[7-9]\d|2\d{3})-W([0-5]\d)$/.exec(text) ?? [];
  if (year === undefined) return false;
  const first = isoWeekStart(`${year}-01-04`); // which is always in the first week
  return weekName(addDays(first, 7 * (Number(week) - 1))) === text;
}

/** Whether a text names a month, `2026-03`, in the years 1970 to 2999. */
export function isMonthName(text: string): boolean {
  return /^(?:19[7-9]\d|2\d{3})-(?:0[1-9]|1[0-2])$/.test(text);
}

/** Whether the week, or month, of a day has an even number, counted without end. */
export function isEvenWeek(day: Day): boolean {
  return (dayNumber(isoWeekStart(day)) + 3) % 14 === 0;
}

/** As `isEvenWeek`, of months. */
export function isEvenMonth(day: Day): boolean {
  return Number(monthOf(day).slice(5)) % 2 === 0;
}
