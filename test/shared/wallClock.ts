/** What the wall clocks of the world show, read apart from the code under test. */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Since 2000 no zone has set its clock twice within six days (seen in steps of twelve hours). */
const STEP = 5 * DAY;
const FIRST = Date.UTC(1999, 11, 20);
const LAST = Date.UTC(2036, 0, 10);

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const format = { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' } as const;
  const clock = new Intl.DateTimeFormat('sv-SE', format); // 2026-01-31 23:59:59
  clocks.set(zone, clock);
  return clock;
}

/** How far the clock in `zone` is ahead of UTC, read off the clock. */
export function offsetShown(zone: string, instant: number): number {
  const shown = clockOf(zone).format(instant).replace(' ', 'T');
  return Date.parse(`${shown}Z`) - Math.floor(instant / SECOND) * SECOND;
}

/** `at` is the first instant with the new offset. */
export interface Transition {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** Every setting of the clock in `zone` from 2000 to 2035. */
export function transitionsOf(zone: string): Transition[] {
  const transitions: Transition[] = [];
  let before = offsetShown(zone, FIRST);
  for (let low = FIRST; low < LAST; low += STEP) {
    const after = offsetShown(zone, low + STEP);
    if (after !== before) transitions.push({ at: changeIn(zone, low, low + STEP), before, after });
    before = after;
  }
  return transitions;
}

function changeIn(zone: string, from: number, until: number): number {
  const before = offsetShown(zone, from);
  let low = from;
  let high = until;
  while (high - low > MINUTE) {
    const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
    if (offsetShown(zone, middle) === before) low = middle;
    else high = middle;
  }
  if (offsetShown(zone, high - 1) !== before) throw new Error(`${zone}: not on a whole minute`);
  return high;
}
