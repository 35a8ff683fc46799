import { DAY } from '../shared/wallClock';
import { dayInZone, daysLater, startOfDay } from './calendar';

/**
 * Where somebody has been, and which days are open there, read straight from the words of the rule: the whole
 * history at once, nothing remembered, no matter when it was heard of. What the words leave open is read so:
 *
 * - An activity reports its zone at the instant at which it occurred, and counts by it itself.
 * - The first zone that is ever reported was in force before.
 * - Which zones are recent for a day is asked at an instant: one that is shown only later opens nothing before.
 *   So a day that has ended everywhere is open again for whoever comes to a zone where it goes on.
 * - Zones are left on days as they show them, but a week between two changes is 168 hours.
 * - No day ends before the day before it, though a zone may be recent for that one only.
 * - A change that keeps a day may keep others that it passes over. Days that are kept otherwise before (pauses,
 *   days of rest) are not kept by it.
 * - A day that has not ended and is not active is left out of a run, also when a later one is active.
 */

/** For so many days a zone that was left still keeps days open. */
const RECENT_DAYS = 7;

/** Less than so long after a change of zone that has kept a day, no other keeps any. */
const KEEPS_ONCE_IN = 7 * DAY;

/** After the days of every calendar. */
const NEVER = '9999-12-31';

/** A zone that is reported at an instant: shown by a device, or told with `setTimeZone`. */
export interface Move {
  readonly at: number;
  readonly zone: string;
  /** True: it is in force whatever devices show; false: it no longer is. Left out by devices. */
  readonly fixed?: boolean;
}

/** A time in which one zone was in force: from an instant on, until another. */
export interface Stay {
  readonly zone: string;
  readonly from: number;
  readonly until: number;
  /** The day that it showed when it was left; of the zone in force, one after all days. */
  readonly leftOn: string;
}

/** A change to a zone that shows a later day, and the days that it passes over. */
export interface Leap {
  readonly at: number;
  readonly over: readonly string[];
}

/**
 * Which zone was in force when: that of the latest report. Of two at the same instant the one that is later
 * in the list.
 *
 * @param home in force before the first report; left out, the first zone that was reported
 */
export function journeyOf(
  home: string | undefined,
  moves: readonly Move[],
  startHour: number,
): Stay[] {
  const inOrder = [...moves].sort((a, b) => a.at - b.at);
  const stays: Stay[] = [];
  let isFixed = false;
  const begin = (zone: string, from: number) => {
    const before = stays.at(-1);
    if (before?.zone === zone) return;
    const leftOn = before && dayInZone(from, before.zone, startHour);
    if (leftOn) stays.splice(-1, 1, { ...before, until: from, leftOn });
    stays.push({ zone, from, until: Infinity, leftOn: NEVER });
  };
  const first = home ?? inOrder[0]?.zone;
  if (first !== undefined) begin(first, -Infinity);
  for (const { at, zone, fixed } of inOrder) {
    if (isFixed && fixed === undefined) continue;
    isFixed = fixed ?? false;
    begin(zone, at);
  }
  return stays;
}

/** The stay at an instant. */
export function stayAt(stays: readonly Stay[], instant: number): Stay {
  const stay = stays.findLast(({ from }) => from <= instant);
  if (!stay) throw new Error('a journey starts before all time');
  return stay;
}

/** The day that the zone in force shows. */
export function dayShown(stays: readonly Stay[], instant: number, startHour: number): string {
  return dayInZone(instant, stayAt(stays, instant).zone, startHour);
}

/** The stays by an instant whose zones are recent for a day: in force, or left not too long before it. */
function recentFor(day: string, instant: number, stays: readonly Stay[]) {
  const earliest = daysLater(day, -RECENT_DAYS);
  return stays.filter(
    ({ from, until, leftOn }) => from <= instant && (until > instant || leftOn >= earliest),
  );
}

/** Whether a day has ended in the last of its recent zones, and the day before it in the last of its own. */
export function hasEnded(day: string, instant: number, stays: readonly Stay[], startHour: number) {
  return [daysLater(day, -1), day].every((each) => {
    const next = daysLater(each, 1);
    return recentFor(each, instant, stays).every(
      ({ zone }) => startOfDay(next, zone, startHour) <= instant,
    );
  });
}

/** Whether a day has begun in the first of its recent zones and has not ended in the last of them. */
export function isOpen(day: string, instant: number, stays: readonly Stay[], startHour: number) {
  const hasBegun = recentFor(day, instant, stays).some(
    ({ zone }) => startOfDay(day, zone, startHour) <= instant,
  );
  return hasBegun && !hasEnded(day, instant, stays, startHour);
}

/**
 * The first instant at which a day is open, and the first after the last one. A date that no zone shows is
 * open never: its bounds are the same.
 */
export function boundsOf(day: string, stays: readonly Stay[], startHour: number) {
  const next = daysLater(day, 1);
  const instants = stays.flatMap(({ zone, from }) => [
    from,
    startOfDay(day, zone, startHour),
    startOfDay(next, zone, startHour),
  ]);
  // Whether a day is open changes at these instants only.
  const marks = [...new Set(instants.filter((at) => at > -Infinity))].sort((a, b) => a - b);
  const open = marks.filter((at) => isOpen(day, at, stays, startHour));
  const [start] = open;
  const last = open.at(-1);
  if (start === undefined || last === undefined) {
    const { zone } = stayAt(stays, startOfDay(day, stays[0]?.zone ?? '', startHour));
    const start = startOfDay(day, zone, startHour);
    return { start, end: start };
  }
  return { start, end: marks.find((at) => at > last) ?? Infinity };
}

/** The changes to a zone that shows a later day, with the days from the old one to the one before the new. */
export function leapsOf(stays: readonly Stay[], startHour: number): Leap[] {
  return stays.flatMap(({ zone, from: at }, index) => {
    const left = stays[index - 1];
    if (!left) return [];
    const over: string[] = [];
    const arrivesOn = dayInZone(at, zone, startHour);
    let day = dayInZone(at, left.zone, startHour);
    for (; day < arrivesOn; day = daysLater(day, 1)) over.push(day);
    return over.length > 0 ? [{ at, over }] : [];
  });
}

/** The change that keeps a day, given those that have kept any: none that comes less than a week after one. */
export function leapThatKeeps(day: string, leaps: readonly Leap[], kept: ReadonlySet<Leap>) {
  return leaps.find(
    (leap) =>
      leap.over.includes(day) &&
      ![...kept].some(
        (other) => other !== leap && other.at <= leap.at && leap.at - other.at < KEEPS_ONCE_IN,
      ),
  );
}

/** Whether no zone that was recent then had such a date: it is open never. */
export function isSkippedDate(stays: readonly Stay[], day: string, startHour: number): boolean {
  const { start, end } = boundsOf(day, stays, startHour);
  return start === end;
}
