import { type Day, addDays, dayNumber, daysBetween, isoWeekStart, monthOf } from './day';

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

/** Whether the week, or month, of a day has an even number, counted without end. */
export function isEvenWeek(day: Day): boolean {
  return (dayNumber(isoWeekStart(day)) + 3) % 14 === 0;
}

/** As `isEvenWeek`, of months. */
export function isEvenMonth(day: Day): boolean {
  return Number(monthOf(day).slice(5)) % 2 === 0;
}
