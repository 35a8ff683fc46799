import type { FirstHours } from '../../insights/prediction/restOfDay';
import { REMIND_HOUR } from '../../streaks/remindInstant';
import type { QuietHours } from '../messages/quietHours';

/** Days with a first activity that are too few to tell a usual hour from. */
const MIN_DAYS = 14;

/** The usual hour is the one by whose end the day had begun on this share of the active days. */
const USUALLY = 0.75;

/** How long after the usual hour a reminder comes. */
const MARGIN_HOURS = 1;

/** How long before quiet hours, and before the end of the day, it comes at the latest. */
const LEAD_HOURS = 0.5;

const HOURS = 24;

/**
 * When somebody who is reminded by their own habit is, in hours of the wall clock (0 to 24, with a
 * fraction): an hour after their usual one is over, half an hour before quiet hours or the day's
 * end at the latest, and never in quiet hours. 20:00 counts for who was active on too few days.
 *
 * @param firstHours on how many days the first activity was in each hour of the wall clock
 * @param startHour wall-clock hour at which days start
 */
export function usualRemindHour(
  firstHours: FirstHours,
  quiet: QuietHours | null,
  startHour: number,
): number {
  const intoDay = (hour: number) => (hour - startHour + HOURS) % HOURS;
  const days = Array.from(
    { length: HOURS },
    (_, hour) => firstHours[(startHour + hour) % HOURS] ?? 0,
  );
  const usual = usualHour(days);
  const wanted = usual === undefined ? intoDay(REMIND_HOUR) : usual + 1 + MARGIN_HOURS;
  const inTime = Math.min(wanted, HOURS - LEAD_HOURS);
  return (startHour + outsideOf(quiet, inTime, intoDay)) % HOURS;
}

/** The usual hour of the day, counted from its start; undefined where too little is known. */
function usualHour(days: readonly number[]): number | undefined {
  const total = days.reduce((sum, count) => sum + count, 0);
  if (total < MIN_DAYS) return undefined;
  let before = 0;
  return days.findIndex((count) => {
    before += count;
    return before >= USUALLY * total;
  });
}

/** An hour of the day; where it is in quiet hours or just before them, one that is before or after. */
function outsideOf(
  quiet: QuietHours | null,
  at: number,
  intoDay: (hour: number) => number,
): number {
  if (quiet === null || quiet.from === quiet.to) return at;
  const [from, to] = [intoDay(quiet.from), intoDay(quiet.to)];
  // What passes the start of the day is quiet at both of its ends.
  const spans = from < to ? [[from, to] as const] : [[0, to] as const, [from, HOURS] as const];
  const span = spans.find(([start, end]) => at > start - LEAD_HOURS && at < end);
  if (!span) return at;
  const [start, end] = span;
  return start >= LEAD_HOURS ? start - LEAD_HOURS : end;
}
