import { type Day, addDays, dayNumber, daysBetween, isoWeekStart, monthOf } from './day';

/** The ISO 8601 name of the week that holds a day, `2026-W09`. */
export function weekName(day: Day): string {
  const thursday = addDays(isoWeekStart(day), 3); // a week belongs to the year of its Thursday
  const year = thursday.slice(0, 4);
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Whether the week, or month, of a day has an even number, counted without end. */
export function isEvenWeek(day: Day): boolean {
  return (dayNumber(isoWeekStart(day)) + 3) % 14 === 0;
}

/** As `isEvenWeek`, of months. */
export function isEvenMonth(day: Day): boolean {
  return Number(monthOf(day).slice(5)) % 2 === 0;
}
