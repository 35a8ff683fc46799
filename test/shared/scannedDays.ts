import { DAY, HOUR, MINUTE } from './wallClock';

export interface ScannedDay {
  readonly day: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The streak days that begin between two instants, found by looking at the clock every minute: a
 * day starts when the clock first shows `startHour`:00 of its date or later. A date that the clock
 * never shows has no length.
 *
 * @param offsetAt how far the clock is ahead of UTC at an instant
 */
export function scanDays(
  offsetAt: (instant: number) => number,
  startHour: number,
  from: number,
  until: number,
): ScannedDay[] {
  const firstDate = Math.floor((from + offsetAt(from) - startHour * HOUR) / DAY) + 1;
  const starts: number[] = []; // of firstDate, firstDate + 1, …
  const datesShown = new Set<number>();
  let midnight = Infinity; // with which the date on the clock began
  let nextStart = firstDate * DAY + startHour * HOUR;
  for (let instant = from; instant < until; instant += MINUTE) {
    const wall = instant + offsetAt(instant);
    for (; wall >= nextStart; nextStart += DAY) starts.push(instant);
    if (wall >= midnight && wall < midnight + DAY) continue;
    const date = Math.floor(wall / DAY);
    datesShown.add(date);
    midnight = date * DAY;
  }
  const days: ScannedDay[] = [];
  let end = starts.pop();
  for (let index = starts.length - 1; end !== undefined && index >= 0; index--) {
    const wasShown = datesShown.has(firstDate + index);
    const start: number = wasShown ? (starts[index] ?? end) : end;
    days.unshift({ day: dateText(firstDate + index), start, end });
    end = start;
  }
  return days;
}

/** The latest of the days that has started at an instant. */
export function latestStarted(days: readonly ScannedDay[], instant: number): string | undefined {
  return days.findLast(({ start }) => start <= instant)?.day;
}

function dateText(date: number): string {
  return new Date(date * DAY).toISOString().slice(0, 10);
}
