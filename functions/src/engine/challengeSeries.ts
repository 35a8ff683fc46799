import type { Window } from './challenges';
import { DAY_MS, dayFromNumber, HOUR_MS, LAST_DAY, LAST_INSTANT } from './days';

/** How often a challenge comes back. */
export type Period = 'daily' | 'weekly' | 'monthly';

/**
 * The window that lies so many periods after another. Monthly, it begins on the same date, or on the last of a
 * month that does not have it. One of whole months has whole months again, as long as those are; any other lasts
 * as long as the first.
 *
 * @throws RangeError beyond the years that a day may have
 */
export function windowAfter(window: Window, every: Period, times: number): Window {
  const { from, to } = spanAfter(spanOf(window), every, times);
  if (window.kind === 'instants') return { kind: 'instants', from, to };
  return {
    kind: 'days',
    first: dayFromNumber(from / DAY_MS),
    last: dayFromNumber(to / DAY_MS - 1),
  };
}

/** Whether the window that lies so many periods after another ends in the years that may be named. */
export function isNameable(window: Window, every: Period, times: number): boolean {
  const { to } = spanAfter(spanOf(window), every, times);
  return to <= (window.kind === 'days' ? Date.parse(LAST_DAY) + DAY_MS : LAST_INSTANT);
}

/** By so much may days in a row be longer than 24 hours each: clocks are set back once, then forward again. */
const MOST_LONGER_MS = HOUR_MS;

/** How many streak days a window has for everybody, in whichever zone; of instants, some have one or two more. */
export function daysIn(window: Window): number {
  const { from, to } = spanOf(window);
  if (window.kind === 'days') return (to - from) / DAY_MS;
  return Math.max(1, Math.ceil((to - from - MOST_LONGER_MS) / DAY_MS));
}

/** From an instant (milliseconds since the epoch) to another that is not in it; days as those of UTC. */
interface Span {
  readonly from: number;
  readonly to: number;
}

function spanOf(window: Window): Span {
  if (window.kind === 'instants') return window;
  return { from: Date.parse(window.first), to: Date.parse(window.last) + DAY_MS };
}

function spanAfter({ from, to }: Span, every: Period, times: number): Span {
  if (every !== 'monthly') {
    const by = times * (every === 'weekly' ? 7 : 1) * DAY_MS;
    return { from: from + by, to: to + by };
  }
  const moved = monthsAfter(from, times);
  const months = monthsBetween(from, to);
  const isWhole = months > 0 && monthsAfter(from, months) === to;
  return { from: moved, to: isWhole ? monthsAfter(from, times + months) : moved + to - from };
}

/** The same date and time so many months later, or the last date of a month that does not have it. */
function monthsAfter(instant: number, months: number): number {
  const date = new Date(instant);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDate = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDate)) + (instant % DAY_MS);
}

function monthsBetween(from: number, to: number): number {
  const [first, last] = [new Date(from), new Date(to)];
  const years = last.getUTCFullYear() - first.getUTCFullYear();
  return 12 * years + last.getUTCMonth() - first.getUTCMonth();
}
