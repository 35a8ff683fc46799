import { type Day, addDays, dayFromNumber, dayNumber } from '../shared/day';
import { LAST_DAY, LAST_INSTANT } from '../shared/timeRange';
import { LATE_WINDOW_MS } from '../streaks/settle';
import type { Window } from './challenge';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** No zone is further ahead of, or behind, UTC. */
const MOST_AHEAD_MS = 14 * HOUR_MS;
const MOST_BEHIND_MS = 12 * HOUR_MS;

/** Clocks of instances and devices may differ by so much. */
const MARGIN_MS = HOUR_MS;

/** Instants of a challenge, in milliseconds since the epoch. */
export interface Schedule {
  /** When the window opens for the first user. */
  readonly opensAt: number;
  /** When it is over for the last user. */
  readonly endsAt: number;
  /** When no activity in it can arrive any more. */
  readonly closesAt: number;
}

/** When a window opens and ends, whatever zone a user is in. */
export function scheduleOf(window: Window, dayStartHour: number): Schedule {
  const startHour = dayStartHour * HOUR_MS;
  const [opensAt, endsAt] =
    window.kind === 'instants'
      ? [window.from, window.to]
      : [
          Date.parse(window.first) + startHour - MOST_AHEAD_MS,
          Date.parse(addDays(window.last, 1)) + startHour + MOST_BEHIND_MS,
        ];
  return { opensAt, endsAt, closesAt: endsAt + LATE_WINDOW_MS + MARGIN_MS };
}

/** How often a challenge comes back. */
export type Period = 'daily' | 'weekly' | 'monthly';

/**
 * The window that lies so many periods after another. Months go by their dates, or end sooner.
 *
 * @throws RangeError beyond the years that a day may have
 */
export function windowAfter(window: Window, every: Period, times: number): Window {
  if (window.kind === 'days') {
    const moved = (day: Day) => addDays(day, daysOf(every, times, day));
    return { kind: 'days', first: moved(window.first), last: moved(window.last) };
  }
  const moved = (instant: number) => instantAfter(instant, every, times);
  return { kind: 'instants', from: moved(window.from), to: moved(window.to) };
}

/** Whether the window that lies so many periods after another ends in the years that may be named. */
export function isNameable(window: Window, every: Period, times: number): boolean {
  if (window.kind === 'instants') return instantAfter(window.to, every, times) <= LAST_INSTANT;
  return dayNumber(window.last) + daysOf(every, times, window.last) <= dayNumber(LAST_DAY);
}

function instantAfter(instant: number, every: Period, times: number): number {
  const date = dayFromNumber(Math.floor(instant / DAY_MS));
  return instant + daysOf(every, times, date) * DAY_MS;
}

/** How many days so many periods from a day on have. */
function daysOf(every: Period, times: number, from: Day): number {
  switch (every) {
    case 'daily':
      return times;
    case 'weekly':
      return 7 * times;
    case 'monthly': {
      const [year = 0, month = 1, date = 1] = from.split('-').map(Number);
      const lastDate = new Date(Date.UTC(year, month + times, 0)).getUTCDate();
      const moved = Date.UTC(year, month - 1 + times, Math.min(date, lastDate));
      return moved / DAY_MS - dayNumber(from);
    }
  }
}
