import { addDays } from '../shared/day';
import { streakDayAt, streakDayStart } from '../shared/streakDay';
import type { DayBounds } from '../shared/timeline';
import type { Outage } from './outage';

/**
 * Local hours in which people are awake: eight hours of sleep are left, the seven or more that
 * adults need (AASM and Sleep Research Society, 2015) with an hour around them.
 */
const WAKES_AT = 7;
const SLEEPS_AT = 23;

/** A day is kept when an outage has taken more of its waking hours than this. */
const TOLERATED_MS = 3 * 3_600_000;

/**
 * The outage that a day without activity is kept for, if there is one: the first in which the day
 * ended, so that nothing could be done at the last moment, or that took more than 3 waking hours of
 * it. Each outage is weighed alone. The hours are those of the zone in force when the day ends.
 */
export function coveringOutage(day: DayBounds, outages: readonly Outage[]): Outage | undefined {
  return outages.find((outage) => isEndIn(outage, day) || wakingLoss(day, outage) > TOLERATED_MS);
}

/** Whether the last moment of the day lies in the outage. */
function isEndIn({ from, to }: Outage, { end }: DayBounds): boolean {
  return from < end && end <= to;
}

/** How much of a day's waking hours an outage took, in milliseconds. */
function wakingLoss({ start, end, zone }: DayBounds, { from, to }: Outage): number {
  const opens = Math.max(start, from);
  const closes = Math.min(end, to);
  if (opens >= closes) return 0;
  let lost = 0;
  const last = streakDayAt(closes, zone, 0);
  for (let date = streakDayAt(opens, zone, 0); date <= last; date = addDays(date, 1)) {
    if (isSkipped(date, zone)) continue;
    const wakes = streakDayStart(date, zone, WAKES_AT);
    const sleeps = streakDayStart(date, zone, SLEEPS_AT);
    lost += Math.max(0, Math.min(closes, sleeps) - Math.max(opens, wakes));
  }
  return lost;
}

/** Whether the zone left a date out of its calendar. */
function isSkipped(date: string, zone: string): boolean {
  return streakDayStart(date, zone, 0) === streakDayStart(addDays(date, 1), zone, 0);
}
