import { DAY, HOUR, MINUTE, offsetShown } from '../shared/wallClock';

/** Streak days by the calendar on the wall and nothing else: slow, plain, and apart from the code. */

const QUARTER = 15 * MINUTE;
const starts = new Map<string, number>();

/** What the wall clock in `zone` shows, counted as if it were UTC. */
function wallClock(zone: string, instant: number): number {
  return instant + offsetShown(zone, instant);
}

/** The date `count` days later. */
export function daysLater(day: string, count: number): string {
  return dateOf(Date.parse(day) + count * DAY);
}

/** The Monday on or before a date. */
export function mondayOf(day: string): string {
  return daysLater(day, -((new Date(day).getUTCDay() + 6) % 7));
}

/** The hour, 0 to 23, that the clock in `zone` shows. */
export function hourShown(zone: string, instant: number): number {
  return new Date(wallClock(zone, instant)).getUTCHours();
}

/**
 * When a day starts: the first quarter of an hour in which the clock shows `startHour` of its date
 * or later. A date that the clock never shows starts where the next one starts.
 */
export function startOfDay(day: string, zone: string, startHour: number): number {
  const key = `${day} ${startHour} ${zone}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const wall = Date.parse(day) + startHour * HOUR;
  let instant = wall - 15 * HOUR;
  while (wallClock(zone, instant) < wall) instant += QUARTER;
  const isShown = dateOf(wallClock(zone, instant)) === day;
  const start = isShown ? instant : startOfDay(daysLater(day, 1), zone, startHour);
  starts.set(key, start);
  return start;
}

/** The last day that has started. */
export function dayInZone(instant: number, zone: string, startHour: number): string {
  let day = daysLater(dateOf(wallClock(zone, instant)), 1);
  while (startOfDay(day, zone, startHour) > instant) day = daysLater(day, -1);
  return day;
}

function dateOf(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}
