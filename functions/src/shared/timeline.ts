import { type Day, addDays, laterDay } from './day';
import { streakDayAt, streakDayStart } from './streakDay';

/**
 * A stretch of time that a user spends in one zone. It is in force from `from` (milliseconds since
 * the Unix epoch) until the next segment's `from`. No instant in it belongs to a day before `floor`,
 * which is the day that `from` had in the zone before: that day goes on and is never counted twice.
 */
export interface ZoneSegment {
  readonly from: number;
  readonly zone: string;
  readonly floor: Day;
}

/**
 * A user's segments, oldest first; never empty. The zone of the first one is also that of all time
 * before it.
 */
export type Timeline = readonly [ZoneSegment, ...ZoneSegment[]];

/** Where a day lies on the time line: `start` is in it, `end` is not (milliseconds since the epoch). */
export interface DayBounds {
  readonly start: number;
  readonly end: number;
  /** The zone in force just before `end`; for a skipped day, the zone that was left. */
  readonly zone: string;
}

/** The segment in force at an instant. */
export function segmentAt(timeline: Timeline, instant: number): ZoneSegment {
  return timeline.findLast((segment) => segment.from <= instant) ?? timeline[0];
}

/**
 * The streak day that an instant belongs to: the day of the zone in force, not before its floor.
 * Before the first segment there is no floor, only its zone.
 */
export function dayAt(timeline: Timeline, instant: number, startHour: number): Day {
  const { from, zone, floor } = segmentAt(timeline, instant);
  const day = streakDayAt(instant, zone, startHour);
  return instant < from ? day : laterDay(day, floor);
}

/**
 * Where a day starts and ends. A day that a change of zone skips has no length: `start === end`, and
 * no instant belongs to it.
 */
export function dayBounds(timeline: Timeline, day: Day, startHour: number): DayBounds {
  const start = startOf(timeline, day, startHour);
  const end = startOf(timeline, addDays(day, 1), startHour);
  return { start, end, zone: segmentAt(timeline, end - 1).zone };
}

/** The first instant whose day is `day` or later. */
function startOf(timeline: Timeline, day: Day, startHour: number): number {
  for (const [index, { from, zone, floor }] of timeline.entries()) {
    const opens = index === 0 ? -Infinity : from;
    const closes = timeline[index + 1]?.from ?? Infinity;
    const inZone = streakDayStart(day, zone, startHour);
    const start = Math.max(opens, floor >= day ? Math.min(from, inZone) : inZone);
    if (start < closes) return start;
  }
  throw new Error(`day ${day} never starts`); // unreachable: the last segment never closes
}
