import { addDays, type Day, HOUR_MS } from './days';
import type { JudgedDay } from './fold';
import type { LedgerDay } from './ledger';
import type { Program } from './program';
import type { Tally } from './tally';

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

/** An offer that was accepted, with the number that it named. */
export interface RecoveryAttempt extends RecoveryOffer {
  /** When it was accepted, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Activities since then and before its end. */
  readonly done: number;
}

/** The part of a streak that attempts are about. */
interface Attempted {
  readonly attempts: readonly RecoveryAttempt[];
  readonly recent: Readonly<Record<Day, LedgerDay>>;
}

/**
 * The streak with an activity that was just heard of, at its day already, counted by the attempts
 * that it occurred in. A day whose attempt succeeds is granted; the fold decides whether it needs
 * that.
 *
 * @param occurredAt milliseconds since the epoch
 */
export function countInAttempts<State extends Attempted>(state: State, occurredAt: number): State {
  const attempts = counted(state, occurredAt, 1);
  const granted = attempts.flatMap(({ day, done, needed }): [Day, LedgerDay][] => {
    const entry = state.recent[day];
    return entry && done >= needed ? [[day, { ...entry, granted: 'recovered' }]] : [];
  });
  return { ...state, attempts, recent: { ...state.recent, ...Object.fromEntries(granted) } };
}

/**
 * The streak without an activity that was taken back, which is off its day already, in the attempts that it
 * occurred in. What one no longer has enough for, it no longer grants.
 *
 * @param occurredAt milliseconds since the epoch
 */
export function countOutOfAttempts<State extends Attempted>(
  state: State,
  occurredAt: number,
): State {
  const attempts = counted(state, occurredAt, -1);
  const failed = new Set(
    attempts.filter(({ done, needed }) => done < needed).map(({ day }) => day),
  );
  const recent = Object.entries(state.recent).map(([day, entry]): [Day, LedgerDay] => {
    const { granted: _, ...rest } = entry;
    return [day, failed.has(day) ? rest : entry];
  });
  return { ...state, attempts, recent: Object.fromEntries(recent) };
}

function counted({ attempts }: Attempted, occurredAt: number, by: 1 | -1): RecoveryAttempt[] {
  return attempts.map((attempt) =>
    attempt.startedAt <= occurredAt && occurredAt < attempt.until
      ? { ...attempt, done: attempt.done + by }
      : attempt,
  );
}
