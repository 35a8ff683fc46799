import { type Day, addDays } from '../shared/day';
import type { Program } from '../shared/programSchema';
import type { JudgedDay } from '../streaks/fold';
import type { Tally } from '../streaks/tally';

const HOUR_MS = 3_600_000;

/** A broken run that may be won back. Instants are milliseconds since the epoch. */
export interface RecoveryOffer {
  /** The missed day that ended the run. */
  readonly day: Day;
  /** Length of the run. */
  readonly lost: number;
  /** The break, which is the end of the day, and when the offer is over. */
  readonly from: number;
  readonly until: number;
  /** All that was done before the break: what is usual follows from it. */
  readonly activities: number;
  readonly activeDays: number;
  /** Activities that win the run back. */
  readonly needed: number;
}

/**
 * The offer that stands at `at` (milliseconds since the epoch): for the last break, when it ended a
 * run that is long enough, not too soon after the last recovery, and less than a day ago.
 *
 * @param days judged days, in order; all that ended within the window
 * @param endOf when a day ended
 */
export function offerAt(
  at: number,
  days: readonly JudgedDay[],
  endOf: (day: Day) => number,
  program: Program,
): RecoveryOffer | null {
  const broken = days.findLast(({ verdict }) => verdict === 'broken');
  if (!broken) return null;
  const { day, before } = broken;
  const { minRun, windowHours, factor } = program.recovery;
  const from = endOf(day);
  const until = from + windowHours * HOUR_MS;
  const next = nextRecoveryFrom(before, program);
  if (before.current < minRun || at >= until || (next !== null && day < next)) return null;
  const { current: lost, activities, activeDays } = before;
  const needed = factor * normalActivities({ activities, activeDays }, program);
  return { day, lost, from, until, activities, activeDays, needed };
}

/** Activities of a usual active day: the mean, rounded, at least one and not beyond the cap. */
export function normalActivities(
  { activities, activeDays }: Pick<Tally, 'activities' | 'activeDays'>,
  { recovery }: Program,
): number {
  const mean = Math.round(activities / Math.max(1, activeDays));
  return Math.min(recovery.maxNormal, Math.max(1, mean));
}

/** The first day whose break may be recovered; null where there was no recovery yet. */
export function nextRecoveryFrom(
  { lastRecovered }: Pick<Tally, 'lastRecovered'>,
  { recovery }: Program,
): Day | null {
  return lastRecovered && addDays(lastRecovered, recovery.everyDays);
}
