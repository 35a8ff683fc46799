import { addDays, type Day, dayFromNumber, FIRST_DAY, HOUR_MS, laterDay } from './days';
import type { DayBounds } from './timeline';
import { streakDayAt, streakDayStart } from './zones';

/** A time in which the service was down, as an administrator has declared it. */
export interface Outage {
  readonly id: string;
  /** First instant of it, and first instant after it, in milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Why, in words that users may read. */
  readonly reason: string;
}

/** All outages in force, earliest first. */
export interface OutageList {
  /** Counts the declarations and revocations that led to the list. */
  readonly version: number;
  readonly outages: readonly Outage[];
}

/** The list before any outage was declared. */
export const noOutages: OutageList = { version: 0, outages: [] };

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

/** Names of days from `first` to `last`. */
export interface DayRange {
  readonly first: Day;
  readonly last: Day;
}

/**
 * The days that an outage can touch, wherever a user is: from the day that is longest behind (12
 * hours west of Greenwich, where a day may start as late as 23:00) to the one farthest ahead (14
 * hours east). Before the first day that anyone may name there is none to touch.
 */
export function touchedDays({ from, to }: Pick<Outage, 'from' | 'to'>): DayRange {
  return {
    first: laterDay(FIRST_DAY, dateAt(from - 36 * HOUR_MS)),
    last: dateAt(to + 15 * HOUR_MS),
  };
}

function dateAt(instant: number): Day {
  return dayFromNumber(Math.floor(instant / 86_400_000));
}

/**
 * A streak was settled with a later list of outages than the one at hand: load the list again and
 * repeat. Nothing has been changed when it is thrown.
 */
export class StaleOutagesError extends Error {
  override readonly name = 'StaleOutagesError';

  constructor(
    version: number,
    readonly needed: number,
  ) {
    super(`Version ${version} of the outages is older than version ${needed}.`);
  }
}
