import { type Day, addDays, dayFromNumber, dayNumber } from './day';
import { zoneOffset } from './zoneOffset';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Wall times are counted like instants: milliseconds since 1970-01-01T00:00 on the wall clock. */
type WallTime = number;

/** Starts that were found already: most users of a zone ask for the same few days. */
const knownStarts = new Map<string, number>();
const MAX_KNOWN_STARTS = 10_000;

/**
 * The first instant of a streak day: the first at which the wall clock in `zone` shows
 * `startHour`:00 of that date or later. Where that wall time is skipped by a transition, the day
 * starts at the transition; where it occurs twice, at the first occurrence. A date that the zone
 * skips altogether (Apia 2011-12-30) has no length: it starts and ends where the next date starts.
 *
 * @param startHour hours after local midnight, 0 to 24; whole ones for days
 * @returns milliseconds since the Unix epoch
 */
export function streakDayStart(day: Day, zone: string, startHour: number): number {
  const key = `${day} ${startHour} ${zone}`;
  const known = knownStarts.get(key);
  if (known !== undefined) return known;
  const start = findStart(day, zone, startHour);
  if (knownStarts.size >= MAX_KNOWN_STARTS) knownStarts.clear();
  knownStarts.set(key, start);
  return start;
}

function findStart(day: Day, zone: string, startHour: number): number {
  const wall = dayNumber(day) * DAY_MS + startHour * HOUR_MS;
  const before = zoneOffset(zone, wall - DAY_MS);
  const after = zoneOffset(zone, wall + DAY_MS);
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (zoneOffset(zone, wall - offset) === offset) return wall - offset;
  }
  return startInGap(day, zone, startHour, wall);
}

/** The streak day that an instant belongs to, in one zone: the last that has started. */
export function streakDayAt(instant: number, zone: string, startHour: number): Day {
  let day = dayFromNumber(Math.floor(instant / DAY_MS) + 1); // no wall clock is a day ahead of UTC
  while (streakDayStart(day, zone, startHour) > instant) day = addDays(day, -1);
  return day;
}

function startInGap(day: Day, zone: string, startHour: number, wall: WallTime): number {
  const transition = firstInstantShowing(wall, zone);
  const shownBefore = transition + zoneOffset(zone, transition - 1);
  const shownAfter = transition + zoneOffset(zone, transition);
  const midnight = dayNumber(day) * DAY_MS;
  const dateIsSkipped = shownBefore <= midnight && shownAfter >= midnight + DAY_MS;
  return dateIsSkipped ? streakDayStart(addDays(day, 1), zone, startHour) : transition;
}

/** The transition whose gap holds `wall`, found by bisection. */
function firstInstantShowing(wall: WallTime, zone: string): number {
  let low = wall - DAY_MS;
  let high = wall + DAY_MS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + zoneOffset(zone, middle) >= wall) high = middle;
    else low = middle;
  }
  return high;
}
