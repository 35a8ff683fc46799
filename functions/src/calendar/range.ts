import { type Day, addDays, daysBetween, monthOf } from '../shared/day';
import { FirestreakError } from '../shared/errors';
import type { GetCalendarRequest } from './contract';

const MAX_DAYS = 366;

/** Days from `from` to `to`, both included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** The days that a request asks for. @throws FirestreakError `malformed-request` */
export function rangeOf({ month, from, to }: GetCalendarRequest): DayRange {
  if (month !== undefined && from === undefined && to === undefined) return daysOfMonth(month);
  if (month !== undefined || from === undefined || to === undefined) {
    throw malformed('Send either `month`, or `from` and `to`.');
  }
  if (from > to || daysBetween(from, to) >= MAX_DAYS) {
    throw malformed(`\`from\` to \`to\` must be 1 to ${MAX_DAYS} days.`);
  }
  return { from, to };
}

/** The first and the last day of a month, `YYYY-MM`. */
export function daysOfMonth(month: string): DayRange {
  const from = `${month}-01`;
  return { from, to: addDays(firstOfNext(from), -1) };
}

/** The months that a range touches, in order. */
export function monthsOf({ from, to }: DayRange): string[] {
  const months: string[] = [];
  for (let day = `${monthOf(from)}-01`; day <= to; day = firstOfNext(day)) {
    months.push(monthOf(day));
  }
  return months;
}

/** The first day of the month after one, given its first day. */
function firstOfNext(first: Day): Day {
  return `${monthOf(addDays(first, 31))}-01`;
}

function malformed(message: string): FirestreakError {
  return new FirestreakError('malformed-request', message);
}
