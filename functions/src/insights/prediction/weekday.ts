import { type Day, dayNumber } from '../../shared/day';

/** Weekday of a day, 0 (Monday) to 6. */
export function weekdayOf(day: Day): number {
  return (dayNumber(day) + 3) % 7; // 1970-01-01 was a Thursday
}
