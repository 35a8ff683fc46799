import type { Day } from '../shared/day';
import { type Timeline, dayAt, dayBounds } from '../shared/timeline';

/**
 * Why a day that was not active is kept by where the user was: `travel` when a flight east went on
 * from it to a later day, `skipped-date` when the zone left the date out of its calendar.
 */
export function keptByZone(
  timeline: Timeline,
  day: Day,
  startHour: number,
): 'travel' | 'skipped-date' | undefined {
  const changes = timeline.slice(1);
  if (
    changes.some((change) => change.floor <= day && day < dayAt(timeline, change.from, startHour))
  ) {
    return 'travel';
  }
  const { start, end } = dayBounds(timeline, day, startHour);
  return start === end ? 'skipped-date' : undefined;
}
