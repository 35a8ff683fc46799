import { streakDayAt } from '../../functions/src/shared/streakDay';
import type { Timeline, ZoneSegment } from '../../functions/src/shared/timeline';

export interface Change {
  readonly at: number;
  readonly zone: string;
}

/** The timeline of someone who is at `home` from an instant on, then changes zone. */
export function travel(home: Change, changes: readonly Change[], startHour = 4): Timeline {
  let last: ZoneSegment = segment(home, streakDayAt(home.at, home.zone, startHour));
  const timeline: [ZoneSegment, ...ZoneSegment[]] = [last];
  for (const change of changes) {
    last = segment(change, dayIn(last, change.at, startHour));
    timeline.push(last);
  }
  return timeline;
}

/** The rule itself: the streak day in the segment's zone, or its floor when that is later. */
function dayIn({ zone, floor }: ZoneSegment, instant: number, startHour: number): string {
  const day = streakDayAt(instant, zone, startHour);
  return day < floor ? floor : day;
}

/** The day of each instant from `from` to `until`, in steps. */
export function scanTimeline(
  timeline: Timeline,
  startHour: number,
  { from, until, step }: { from: number; until: number; step: number },
): { instant: number; day: string; zone: string }[] {
  const scan = [];
  for (let instant = from; instant < until; instant += step) {
    let inForce = timeline[0];
    for (const next of timeline) if (next.from <= instant) inForce = next;
    const { zone } = inForce;
    const isBeforeAll = instant < timeline[0].from;
    const day = isBeforeAll
      ? streakDayAt(instant, zone, startHour)
      : dayIn(inForce, instant, startHour);
    scan.push({ instant, day, zone });
  }
  return scan;
}

function segment({ at, zone }: Change, floor: string): ZoneSegment {
  return { from: at, zone, floor };
}
