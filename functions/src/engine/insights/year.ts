import { addDays, type Day, daysBetween } from '../days';
import { keepingChange, withJourney } from '../keptDay';
import type { LedgerDay } from '../ledger';
import type { DayCount } from './habit';
import type { FirstHours } from './likelihood';

/** A run of active days; days in between that were frozen or kept do not count. */
export interface Run {
  readonly days: number;
  /** Its first and last active day. */
  readonly from: Day;
  readonly to: Day;
}

/**
 * The longest runs of a year, longest first, the later one first among equals. A run that had begun before
 * the year counts from the year's first day on; the living one is whole.
 *
 * @param living the run that may go on, if there is one
 */
export function longestRuns(
  { from, counts, broken }: Year,
  living: Run | undefined,
  most: number,
): Run[] {
  const ends = new Set(broken);
  const ended: Run[] = [];
  let run: Run | undefined;
  counts.forEach((count, index) => {
    const day = addDays(from, index);
    if (count !== null && count > 0) {
      run = { days: (run?.days ?? 0) + 1, from: run?.from ?? day, to: day };
    } else if (run && ends.has(day)) {
      ended.push(run);
      run = undefined;
    }
  });
  const last = living ?? run;
  return [...ended, ...(last ? [last] : [])]
    .sort((a, b) => b.days - a.days || (a.to < b.to ? 1 : -1))
    .slice(0, most);
}

/** What remains of a day after the next: half after 13 days. */
const KEPT = 0.5 ** (1 / 13);

/**
 * How firm a habit is, 0 to 100: a share of active days in which older days weigh less. A missed day
 * costs about a twentieth of it, so a run that breaks at 92 reads 87 and not 0. Kept days leave it as it
 * was; a frozen day was missed.
 */
export function strengthOf(counts: readonly DayCount[]): number {
  const strength = counts.reduce<number>((before, count) => {
    if (count === null) return before;
    return before * KEPT + (count > 0 ? 1 - KEPT : 0);
  }, 0);
  return Math.round(strength * 100);
}

const HOURS = 24;

/** What was done in up to 53 weeks, in a few numbers a day. */
export interface Year {
  /** The first day of the year, or the user's first active one if that is later. */
  readonly from: Day;
  /** Activities on each day from there on; null for a day that was kept, or travelled without a run. */
  readonly counts: readonly DayCount[];
  /** Those of the kept days that were off where any day of their week could have been. */
  readonly daysOff: readonly Day[];
  /** The days that took a freeze, and those on which a run ended. */
  readonly frozen: readonly Day[];
  readonly broken: readonly Day[];
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
  passedOver: PassedOver = () => [],
): Year {
  const byHour = noHours();
  const firstHours = noHours();
  for (let day = from; day <= through; day = addDays(day, 1)) {
    const hours = hoursOf(ledger.get(day), startHour);
    for (const { hour, count } of hours) byHour[hour] = (byHour[hour] ?? 0) + count;
    const [first] = hours;
    if (first) firstHours[first.hour] = (firstHours[first.hour] ?? 0) + 1;
  }
  const nothing = { from, counts: [], daysOff: [], frozen: [], broken: [], byHour, firstHours };
  return yearThrough(nothing, ledger, through, passedOver);
}

/** The changes of zone that passed over a day, in milliseconds since the epoch, in order. */
type PassedOver = (day: Day) => readonly number[];

/**
 * A year up to and with `through`, its last days as the ledger has them now. Its hours stay those of the day
 * on which it was built.
 *
 * A day that a change of zone passed over could not be lived: where there was no run that it kept, it says
 * nothing of the habit all the same.
 *
 * @param ledger the days since then, and those that may have changed since
 */
export function yearThrough(
  year: Year,
  ledger: ReadonlyMap<Day, LedgerDay>,
  through: Day,
  passedOver: PassedOver = () => [],
): Year {
  const { from, counts } = year;
  const days = Array.from({ length: Math.max(daysBetween(from, through) + 1, 0) }, (_, index) =>
    addDays(from, index),
  );
  const daysThat = (before: readonly Day[], holds: (entry: LedgerDay) => boolean) => {
    const known = new Set(before);
    return days.filter((day) => {
      const entry = ledger.get(day);
      return entry ? holds(entry) : known.has(day);
    });
  };
  let journeys: readonly number[] = [];
  const countOn = (day: Day, built: DayCount | undefined): DayCount => {
    const entry = ledger.get(day);
    const isKnown = entry !== undefined || built === undefined;
    const count = isKnown ? countOf(entry) : built;
    const changes = entry?.passedOver ?? passedOver(day);
    const isMissed = isKnown && count === 0 && (entry?.verdict ?? 'missed') === 'missed';
    const isTravelled = isMissed && keepingChange(changes, journeys) !== undefined;
    const wasTravelled = count === null && (entry?.keptReason ?? 'travel') === 'travel';
    if (isTravelled || wasTravelled) journeys = withJourney(journeys, changes);
    return isTravelled ? null : count;
  };
  return {
    ...year,
    counts: days.map((day, index) => countOn(day, counts[index])),
    daysOff: daysThat(year.daysOff, ({ dayOff }) => dayOff !== undefined),
    frozen: daysThat(year.frozen, ({ verdict }) => verdict === 'frozen'),
    broken: daysThat(year.broken, ({ verdict }) => verdict === 'broken'),
  };
}

/**
 * The counts that the habit follows from. A day off that the user chose by doing nothing was a day without
 * activity: if it said nothing, only days with activity would.
 */
export function habitCounts({ from, counts, daysOff }: Year): DayCount[] {
  const off = new Set(daysOff);
  return counts.map((count, index) => (off.has(addDays(from, index)) ? 0 : count));
}

function countOf(entry: LedgerDay | undefined): DayCount {
  return entry?.verdict === 'kept' ? null : (entry?.count ?? 0);
}

/** The hour of the wall clock of a day's first activity, as far as its hours are known. */
export function firstHourOf(entry: LedgerDay | undefined, startHour: number): number | undefined {
  return hoursOf(entry, startHour)[0]?.hour;
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
