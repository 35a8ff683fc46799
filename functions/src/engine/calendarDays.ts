import { keptUnjudged, type Rules } from './streakDays';
import { addDays, type Day, daysBetween, monthOf } from './days';
import type { Verdict } from './fold';
import type { KeptReason } from './keptDay';
import type { DayMark } from './ledger';
import { Refusal } from './refusal';
import type { Settled } from './settle';
import { isBeforeFirst } from './tally';

const MAX_DAYS = 366;

/** Days from `from` to `to`, both included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** What a calendar may be asked for: a month, `YYYY-MM`, or the days from one to another. */
interface AskedDays {
  readonly month?: string | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
}

/** The days that a request asks for. @throws Refusal `malformed-request` */
export function rangeOf({ month, from, to }: AskedDays): DayRange {
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

function malformed(message: string): Refusal {
  return new Refusal('malformed-request', message);
}

/** A day as a calendar shows it; `contracts/calendar.ts` says what each field means. */
export interface CalendarDay {
  day: Day;
  verdict: Verdict | 'recovered' | 'before' | 'open' | 'future';
  keptReason: KeptReason | null;
  activities: number;
  xp: number;
  current: number | null;
}

/** What the days of a calendar come to: how many have each verdict, and what was done. */
export type CalendarTotals = Record<Verdict | 'recovered' | 'activities' | 'xp', number>;

/** Each day of a range as a calendar shows it. @param marks all days of it that the ledger knows */
export function calendarDays(
  { from, to }: DayRange,
  marks: ReadonlyMap<Day, DayMark>,
  settled: Settled,
  rules: Rules,
): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push({ day, ...shown(day, marks.get(day), settled, rules) });
  }
  return days;
}

function shown(
  day: Day,
  mark: DayMark | undefined,
  settled: Settled,
  rules: Rules,
): Omit<CalendarDay, 'day'> {
  const nothing = { activities: 0, xp: 0 };
  const { open, tally } = settled;
  if (day < open.first && isBeforeFirst(day, tally)) {
    return { ...nothing, verdict: 'before', keptReason: null, current: 0 };
  }
  if (day <= open.last && mark && mark.verdict !== 'open') {
    const { verdict, keptReason = null, count, xp, current } = mark;
    const isRecovered = keptReason === 'recovered';
    return {
      verdict: isRecovered ? 'recovered' : verdict,
      keptReason,
      activities: count,
      xp,
      current,
    };
  }
  const keptReason = keptUnjudged(day, settled, rules) ?? null;
  if (day > open.last) return { ...nothing, verdict: 'future', keptReason, current: null };
  if (day >= open.first) {
    return { ...nothing, verdict: 'open', keptReason, current: tally.current };
  }
  return { ...nothing, verdict: keptReason ? 'kept' : 'missed', keptReason, current: 0 };
}

/** What the days of a calendar come to. */
export function totalsOf(days: readonly CalendarDay[]): CalendarTotals {
  const withVerdict = (wanted: CalendarDay['verdict']) =>
    days.filter(({ verdict }) => verdict === wanted).length;
  return {
    active: withVerdict('active'),
    frozen: withVerdict('frozen'),
    recovered: withVerdict('recovered'),
    kept: withVerdict('kept'),
    broken: withVerdict('broken'),
    missed: withVerdict('missed'),
    activities: days.reduce((sum, { activities }) => sum + activities, 0),
    xp: days.reduce((sum, { xp }) => sum + xp, 0),
  };
}
