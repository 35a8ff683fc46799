import { addDays, type Day, DAY_MS } from './days';
import { canBeOff, isOffWeekday, type Program, withDayOff } from './program';
import type { Tally } from './tally';

/**
 * Why a day without activity does not count against a streak. This is the only list: types, schemas,
 * words and docs derive from it. `keptReason` asks in this order and the first that applies is the day's,
 * except that a day off a user takes freely (cadence `perWeek`) is asked for after `outage`.
 */
export const keptReasons = [
  'paused',
  'rest',
  'travel',
  'skipped-date',
  'off-day',
  'outage',
  'recovered',
] as const;

/** One of the reasons for which a day is kept. */
export type KeptReason = (typeof keptReasons)[number];

/** What is known of a streak's days, whether they have ended or are to come. */
export interface DayFacts {
  readonly program: Pick<Program, 'cadence'>;
  /** What the user planned for a day without activity, if anything. */
  planned(day: Day): 'paused' | 'rest' | undefined;
  /** The changes of zone that passed over the day, in milliseconds since the epoch, in order. */
  passedOver(day: Day): readonly number[];
  /** Whether the zone left the date out of its calendar. */
  isSkippedDate(day: Day): boolean;
  /** Whether the service was down for so much of the day that it is kept. */
  keptByOutage(day: Day): boolean;
  /** Whether enough was done after the day to win back the run that breaks on it. */
  isWonBack(day: Day): boolean;
}

/** How a run stands before a day. There is none where `current` is 0. */
export type RunBefore = Pick<Tally, 'current' | 'daysOff' | 'freezes' | 'journeys'>;

/** Of two changes of zone less than so many days apart, only one keeps the days that it passed over. */
export const JOURNEY_DAYS = 7;

const JOURNEY_INTERVAL_MS = JOURNEY_DAYS * DAY_MS;

/** The first of the changes that passed over a day which keeps it, given those that have kept others. */
export function keepingChange(
  changes: readonly number[],
  journeys: readonly number[] = [],
): number | undefined {
  return changes.find(
    (at) => !journeys.some((other) => other < at && other > at - JOURNEY_INTERVAL_MS),
  );
}

/** The changes that have kept days lately, with the one that keeps a day that `changes` passed over. */
export function withJourney(
  journeys: readonly number[] = [],
  changes: readonly number[],
): readonly number[] {
  const keeping = keepingChange(changes, journeys);
  if (keeping === undefined || journeys.includes(keeping)) return journeys;
  const lately = journeys.filter((other) => other > keeping - 2 * JOURNEY_INTERVAL_MS);
  return [...lately, keeping].sort((a, b) => a - b);
}

/**
 * Why a day without activity is kept; undefined if it is not. Whoever says so asks here: the fold of
 * days that have ended, and explanations, calendars, insights and reminders of those that the fold
 * has not judged.
 *
 * A freeze is not among the reasons, but it has its place in the order: it goes before the run needs to
 * be won back.
 *
 * @param run as it stands before the day; left out where that is not known yet, or there is none: what
 *   depends on it does not keep the day then
 */
export function keptReason(day: Day, facts: DayFacts, run?: RunBefore): KeptReason | undefined {
  const reason = facts.planned(day);
  if (reason) return reason;
  if (run && run.current > 0) {
    if (keepingChange(facts.passedOver(day), run.journeys) !== undefined) return 'travel';
  }
  if (facts.isSkippedDate(day)) return 'skipped-date';
  if (isOffWeekday(day, facts.program)) return 'off-day';
  if (facts.keptByOutage(day)) return 'outage';
  if (!run || run.current === 0) return undefined;
  if (canBeOff(run.daysOff, day, facts.program)) return 'off-day';
  return run.freezes === 0 && facts.isWonBack(day) ? 'recovered' : undefined;
}

/**
 * Days that are looked ahead. Pauses end within 366 days and some day of each week is asked for, so
 * nobody is covered for longer, unless they rest on weekdays that an earlier program let them have.
 */
const HORIZON_DAYS = 400;

/**
 * The first day, from `from` on, that loses something if nothing more is done on any: it takes a freeze, or
 * breaks the run. Undefined where there is no run.
 *
 * @param before how the run stands before `from`
 * @param active days from `from` on that are active already
 */
export function firstUncovered(
  from: Day,
  before: RunBefore,
  active: readonly Day[],
  facts: DayFacts,
): Day | undefined {
  let run = before;
  let day = from;
  const last = addDays(day, HORIZON_DAYS);
  for (; day < last; day = addDays(day, 1)) {
    if (active.includes(day)) {
      run = { ...run, current: run.current + 1 };
    } else if (run.current > 0) {
      const reason = keptReason(day, facts, run);
      if (!reason) return day;
      if (reason === 'off-day') run = { ...run, daysOff: withDayOff(run.daysOff, day) };
      if (reason === 'travel') {
        run = { ...run, journeys: withJourney(run.journeys, facts.passedOver(day)) };
      }
    } else if (active.every((each) => each < day)) {
      return undefined;
    }
  }
  return day;
}
