import { addDays } from './addDays';

/** The seven days (`YYYY-MM-DD`) from one on. */
export function weekFrom(monday: string): string[] {
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

/** Any Monday, where only its weekday is of interest. */
export const SOME_MONDAY = '2026-01-05';

/** How many days a day comes after its Monday. */
export function daysAfterMonday(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}
