import { type Day, addDays, dayNumber, monthOf } from '../shared/day';
import { isEvenMonth, isEvenWeek, isWeekName, weekName } from '../shared/period';
import { streakDayAt } from '../shared/streakDay';
import { givenMonth } from '../shared/timeRange';

export const boards = ['weekly', 'monthly', 'allTime'] as const;

export type Board = (typeof boards)[number];

/** The one period of the board of all time. */
const ALL_TIME = 'all';

/**
 * Where a user document keeps a score. Weeks and months take turns: around the end of one, some users are in
 * the next already, and late activities still come in for the last.
 */
export const slots = ['allTime', 'week0', 'week1', 'month0', 'month1'] as const;

export type Slot = (typeof slots)[number];

/** A board's stretch of time, by one of its days. */
export interface Period {
  readonly board: Board;
  /** `2026-W09`, `2026-03`, or `all`. */
  readonly name: string;
  readonly slot: Slot;
}

/** The period of a board that a streak day belongs to. */
export function periodOf(board: Board, day: Day): Period {
  switch (board) {
    case 'weekly':
      return { board, name: weekName(day), slot: isEvenWeek(day) ? 'week0' : 'week1' };
    case 'monthly':
      return { board, name: monthOf(day), slot: isEvenMonth(day) ? 'month0' : 'month1' };
    case 'allTime':
      return { board, name: ALL_TIME, slot: 'allTime' };
  }
}

/** Whether a text names a period of a board, other than that of all time, in the years 1970 to 2999. */
export function isPeriodOf(board: Board, text: string): boolean {
  if (board === 'weekly') return isWeekName(text);
  return board === 'monthly' && givenMonth.safeParse(text).success;
}

/** Days may still change for so long after their end: late activities, and maintenance that is late. */
const DAYS_OPEN = 4;

/**
 * The periods of a board whose scores may still change at an instant (milliseconds since the epoch),
 * somewhere on Earth; the latest last.
 */
export function openPeriods(board: Board, now: number, startHour: number): Period[] {
  const first = addDays(streakDayAt(now, 'Etc/GMT+12', startHour), -DAYS_OPEN);
  const last = streakDayAt(now, 'Etc/GMT-14', startHour);
  const days = Array.from({ length: dayNumber(last) - dayNumber(first) + 1 }, (_, index) =>
    addDays(first, index),
  );
  const periods = new Map(days.map((day) => [periodOf(board, day).name, periodOf(board, day)]));
  return [...periods.values()];
}
