import { type Day, addDays, daysBetween } from '../shared/day';
import type { LedgerDay } from '../streaks/ledgerDay';
import type { DayCount } from './prediction/habit';
import type { FirstHours } from './prediction/restOfDay';

const HOURS = 24;

/** What was done in up to 53 weeks, in a few numbers a day. */
export interface Year {
  /** The first day of the year, or the user's first active one if that is later. */
  readonly from: Day;
  /** Activities on each day from there on; null for a day that was kept. */
  readonly counts: readonly DayCount[];
  /** Those of the kept days that were off where any day of their week could have been. */
  readonly daysOff: readonly Day[];
  /** Activities in each hour of the wall clock, 0 to 23. */
  readonly byHour: readonly number[];
  /** On how many days the first activity was in each hour. */
  readonly firstHours: FirstHours;
}

/** The year that the ledger days from `from` up to and with `through` make. */
export function yearOf(
  ledger: ReadonlyMap<Day, LedgerDay>,
  from: Day,
  through: Day,
  startHour: number,
): Year {
  const byHour = noHours();
  const firstHours = noHours();
  const counts: DayCount[] = [];
  const daysOff: Day[] = [];
  for (let day = from; day <= through; day = addDays(day, 1)) {
    const entry = ledger.get(day);
    counts.push(countOf(entry));
    if (entry?.dayOff) daysOff.push(day);
    const hours = hoursOf(entry, startHour);
    for (const { hour, count } of hours) byHour[hour] = (byHour[hour] ?? 0) + count;
    const [first] = hours;
    if (first) firstHours[first.hour] = (firstHours[first.hour] ?? 0) + 1;
  }
  return { from, counts, daysOff, byHour, firstHours };
}

/** The counts of a year up to and with `through`, its last days as the ledger has them now. */
export function countsThrough(
  { from, counts }: Pick<Year, 'from' | 'counts'>,
  ledger: ReadonlyMap<Day, LedgerDay>,
  through: Day,
): DayCount[] {
  const length = Math.max(daysBetween(from, through) + 1, 0);
  return Array.from({ length }, (_, index) => {
    const entry = ledger.get(addDays(from, index));
    const built = counts[index]; // null where the day was kept
    if (entry || built === undefined) return countOf(entry);
    return built;
  });
}

/**
 * The counts that the habit follows from, as `countsThrough`. A day off that the user chose by doing
 * nothing was a day without activity: if it said nothing, only days with activity would.
 */
export function habitCounts(
  year: Pick<Year, 'from' | 'counts' | 'daysOff'>,
  ledger: ReadonlyMap<Day, LedgerDay>,
  through: Day,
): DayCount[] {
  const daysOff = new Set(year.daysOff);
  return countsThrough(year, ledger, through).map((count, index) => {
    const day = addDays(year.from, index);
    const entry = ledger.get(day);
    const isOff = entry ? entry.dayOff !== undefined : daysOff.has(day);
    return isOff ? 0 : count;
  });
}

function countOf(entry: LedgerDay | undefined): DayCount {
  return entry?.verdict === 'kept' ? null : (entry?.count ?? 0);
}

/** The hours of a day that had activities, in the order in which the day passes them. */
function hoursOf(entry: LedgerDay | undefined, startHour: number) {
  const intoDay = (hour: number) => (hour - startHour + HOURS) % HOURS;
  return Object.entries(entry?.byHour ?? {})
    .map(([hour, count]) => ({ hour: Number(hour), count }))
    .sort((a, b) => intoDay(a.hour) - intoDay(b.hour));
}

function noHours(): number[] {
  return Array.from({ length: HOURS }, () => 0);
}
