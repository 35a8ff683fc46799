import { type Day, addDays, daysBetween } from '../shared/day';
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

/** The window that lies so many periods after another. Months go by their dates, or end sooner. */
export function windowAfter(window: Window, every: Period, times: number): Window {
  if (window.kind === 'days') {
    const { first, last } = window;
    return {
      kind: 'days',
      first: dayAfter(first, every, times),
      last: dayAfter(last, every, times),
    };
  }
  const moved = (instant: number) => {
    const date = new Date(instant).toISOString().slice(0, 10);
    return instant + daysBetween(date, dayAfter(date, every, times)) * DAY_MS;
  };
  return { kind: 'instants', from: moved(window.from), to: moved(window.to) };
}

function dayAfter(day: Day, every: Period, times: number): Day {
  switch (every) {
    case 'daily':
      return addDays(day, times);
    case 'weekly':
      return addDays(day, 7 * times);
    case 'monthly': {
      const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
      const lastDate = new Date(Date.UTC(year, month + times, 0)).getUTCDate();
      const moved = Date.UTC(year, month - 1 + times, Math.min(date, lastDate));
      return new Date(moved).toISOString().slice(0, 10);
    }
  }
}
