import { addDays, type Day, daysBetween, earlierDay, laterDay } from './days';
import { Refusal } from './refusal';
import { isSameZone, streakDayAt, streakDayStart } from './zones';

/**
 * From when on a user's zone is in force, in milliseconds since the Unix epoch: until the next segment's
 * `from`. Each segment stems from a report: an activity, or `setTimeZone`.
 */
export interface ZoneSegment {
  readonly from: number;
  readonly zone: string;
  /** Whether the zone was fixed, so that what devices report changes nothing. */
  readonly fixed?: boolean;
  /** Whether it is not fixed, but `setTimeZone` has told it: it stands without the activities that show it. */
  readonly told?: boolean;
}

/**
 * A user's segments, oldest first; never empty. The zone of the first one is also that of all time
 * before it. Neighbours may have the same zone.
 */
export type Timeline = readonly [ZoneSegment, ...ZoneSegment[]];

/** Whether the same zones are in force at all times, whoever has told them. */
export function isSameTimeline(a: Timeline, b: Timeline): boolean {
  const isSame = ({ from, zone, fixed }: ZoneSegment, other: ZoneSegment | undefined) =>
    from === other?.from && zone === other.zone && fixed === other.fixed;
  return a.length === b.length && a.every((segment, index) => isSame(segment, b[index]));
}

/** Where a day lies on the time line: `start` is in it, `end` is not (milliseconds since the epoch). */
export interface DayBounds {
  readonly start: number;
  readonly end: number;
  /** The zone in force just before `end`. */
  readonly zone: string;
  /** All zones that the day counts in, where that is not just the one in force. */
  readonly zones?: readonly string[];
}

/** The days that have begun somewhere and have not ended everywhere: there is always one, rarely three. */
export interface OpenDays {
  readonly first: Day;
  readonly last: Day;
}

/** For how many days after it was left a zone is recent. */
const RECENT_DAYS = 7;

/**
 * Segments kept. More than thirty changes a day for as long as a zone is recent is no journey; further
 * reports change nothing.
 */
export const MAX_SEGMENTS = 400;

/** Segments kept for explanations and outages of long ago, of which days without activity have no record. */
const KEPT_SEGMENTS = 64;

/** The segment in force at an instant. */
export function segmentAt(timeline: Timeline, instant: number): ZoneSegment {
  return timeline.findLast((segment) => segment.from <= instant) ?? timeline[0];
}

/** The streak day that the zone in force shows at an instant. */
export function dayAt(timeline: Timeline, instant: number, startHour: number): Day {
  return streakDayAt(instant, segmentAt(timeline, instant).zone, startHour);
}

/** A stretch of time in one zone, with the days that it showed at both ends. */
interface Stay {
  readonly zone: string;
  /** When it came into force, in milliseconds since the epoch. */
  readonly from: number;
  /** The day that it showed then; undefined for the first stay, which has no beginning. */
  readonly first: Day | undefined;
  /** The day that it showed when it was left; undefined for the zone in force. */
  readonly last: Day | undefined;
}

const knownStays = new WeakMap<Timeline, Map<number, readonly Stay[]>>();

function staysOf(timeline: Timeline, startHour: number): readonly Stay[] {
  const byHour = knownStays.get(timeline) ?? new Map<number, readonly Stay[]>();
  knownStays.set(timeline, byHour);
  const known = byHour.get(startHour);
  if (known) return known;
  const begun = timeline.filter(({ zone }, index) => {
    const before = timeline[index - 1];
    return before === undefined || !isSameZone(before.zone, zone);
  });
  const stays = begun.map(({ from, zone }, index): Stay => {
    const next = begun[index + 1];
    return {
      zone,
      from,
      first: index === 0 ? undefined : streakDayAt(from, zone, startHour),
      last: next && streakDayAt(next.from, zone, startHour),
    };
  });
  byHour.set(startHour, stays);
  return stays;
}

/** The stays whose zones are recent for a day: in force on it, or left at most seven days before it. */
function recentStays(timeline: Timeline, day: Day, startHour: number): readonly Stay[] {
  return staysOf(timeline, startHour).filter(
    ({ first, last }) =>
      (first === undefined || first <= day) &&
      (last === undefined || daysBetween(last, day) <= RECENT_DAYS),
  );
}

/** Whether only one zone is recent for a day and for all after it, as is so for whoever moved long ago. */
export function hasOneZone(timeline: Timeline, day: Day, startHour: number): boolean {
  const stays = staysOf(timeline, startHour);
  return stays.every(({ last }) => last === undefined || daysBetween(last, day) > RECENT_DAYS);
}

/**
 * Where a day starts and ends: from when it begins in the first of its recent zones until it has ended in
 * the last of them, and not before the day before it.
 */
export function dayBounds(timeline: Timeline, day: Day, startHour: number): DayBounds {
  const next = addDays(day, 1);
  if (timeline.length === 1) {
    const [{ zone }] = timeline;
    const start = streakDayStart(day, zone, startHour);
    return { start, end: streakDayStart(next, zone, startHour), zone };
  }
  const stays = recentStays(timeline, day, startHour);
  const starts = stays.map(({ zone, from, first }) => {
    const start = streakDayStart(day, zone, startHour);
    return first === undefined ? start : Math.max(start, from);
  });
  const before = recentStays(timeline, addDays(day, -1), startHour);
  const end = Math.max(
    ...stays.map(({ zone }) => streakDayStart(next, zone, startHour)),
    ...before.map(({ zone }) => streakDayStart(day, zone, startHour)),
  );
  const zones = distinct(stays.map(({ zone }) => zone));
  const { zone } = segmentAt(timeline, end - 1);
  const isOne = zones.every((each) => each === zone);
  return { start: Math.min(...starts), end, zone, ...(!isOne && { zones }) };
}

function distinct(zones: readonly string[]): readonly string[] {
  return zones.filter(
    (zone, index) => zones.findIndex((other) => isSameZone(other, zone)) === index,
  );
}

/** The timeline as it was known at an instant. */
function knownAt(timeline: Timeline, instant: number): Timeline {
  const [first, ...others] = timeline;
  if (others.every(({ from }) => from <= instant)) return timeline;
  return [first, ...others.filter(({ from }) => from <= instant)];
}

/**
 * The timeline without what no day after `sealed` depends on; but a short one whole, apart from zones that
 * were told again by then.
 */
export function withoutOldSegments(timeline: Timeline, sealed: Day, startHour: number): Timeline {
  const changes = timeline.filter(({ from, zone, fixed }, index) => {
    const before = timeline[index - 1];
    const isRepeated = before && isSameZone(before.zone, zone) && before.fixed === fixed;
    return !isRepeated || streakDayAt(from, zone, startHour) > sealed;
  });
  const needed =
    changes.length > KEPT_SEGMENTS
      ? staysOf(timeline, startHour).find(
          ({ last }) => last === undefined || daysBetween(last, sealed) <= RECENT_DAYS,
        )
      : undefined;
  const [first, ...others] = changes.filter(({ from }) => from >= (needed?.from ?? 0));
  return first && others.length + 1 < timeline.length ? [first, ...others] : timeline;
}

/** The days that are open at an instant, by what was known of zones then. */
export function openDaysAt(timeline: Timeline, instant: number, startHour: number): OpenDays {
  const known = knownAt(timeline, instant);
  const today = dayAt(known, instant, startHour);
  if (known.length === 1) return { first: today, last: today };
  let [first, last] = [today, today];
  for (const { zone } of staysOf(known, startHour)) {
    const shown = streakDayAt(instant, zone, startHour);
    first = earlierDay(first, shown);
    last = laterDay(last, shown);
  }
  while (dayBounds(known, first, startHour).end <= instant) first = addDays(first, 1);
  while (dayBounds(known, last, startHour).start > instant) last = addDays(last, -1);
  return { first, last };
}

/** The day that ends at an instant, such as `Settled.lapseAt`; the earliest that is open just before it. */
export function dayEndingAt(timeline: Timeline, instant: number, startHour: number): Day {
  return openDaysAt(timeline, instant - 1, startHour).first;
}

/**
 * The changes of zone that passed over a day: those from a zone that showed the day, or one before it, to
 * a zone that showed a later one. Instants in milliseconds since the epoch, in order.
 */
export function passedOver(timeline: Timeline, day: Day, startHour: number): readonly number[] {
  if (timeline.length === 1) return [];
  const stays = staysOf(timeline, startHour);
  return stays.flatMap(({ from, first }, index) => {
    const left = stays[index - 1]?.last;
    const isOver = left !== undefined && first !== undefined && left <= day && day < first;
    return isOver ? [from] : [];
  });
}

/** Whether every zone that a day counts in left it out of its calendar. */
export function isSkippedDate(timeline: Timeline, day: Day, startHour: number): boolean {
  const { start, end } = dayBounds(timeline, day, startHour);
  return start === end;
}

/** A zone that a device has reported. */
export interface Report {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly zone: string;
}

/** Whether only one zone is known, by whatever names. */
function isOfOneZone([{ zone }, ...others]: Timeline): boolean {
  return others.every((other) => isSameZone(other.zone, zone));
}

/**
 * The timeline with what `setTimeZone` reports: not before any other such report, but activities may be
 * dated ahead of it. The zone in force is noted too, unless there is no other, so that one of which is
 * heard later, from before, ends there.
 *
 * @param fixed true: the zone is fixed; false: it is no longer; undefined: a device reports it, which
 *   changes nothing while one is fixed
 * @throws Refusal `too-many-zone-changes` when no further change can be stored for now
 */
export function withZone(
  timeline: Timeline,
  { at, zone }: Report,
  fixed: boolean | undefined,
): Timeline {
  const before = segmentAt(timeline, at);
  const wasFixed = before.fixed === true;
  if (wasFixed && fixed === undefined) return timeline;
  const isRepeated = isSameZone(before.zone, zone) && wasFixed === (fixed ?? false);
  const [first, ...others] = timeline;
  const isNoted = wasFixed || before.from === at || isOfOneZone(timeline);
  if (isRepeated && isNoted) {
    if (at < first.from)
      return [{ ...first, from: at, ...(!wasFixed && { told: true }) }, ...others];
    if (before.told || before.fixed) return timeline;
    const noted = timeline.map((each) => (each === before ? { ...before, told: true } : each));
    return [noted[0] ?? before, ...noted.slice(1)];
  }
  if (timeline.length >= (isRepeated ? KEPT_SEGMENTS : MAX_SEGMENTS)) {
    if (isRepeated) return timeline;
    throw new Refusal(
      'too-many-zone-changes',
      'The time zone has been changed too often in the last days. Try again tomorrow.',
    );
  }
  const told = { from: at, zone, ...(fixed ? { fixed } : { told: true }) };
  const earlier = timeline.filter(({ from }) => from <= at);
  // What devices report while a zone is fixed changes nothing, also where it is dated ahead.
  const later = fixed ? [] : timeline.filter(({ from }) => from > at);
  const [oldest = told, ...rest] = [...earlier, told, ...later];
  return [oldest, ...rest];
}
