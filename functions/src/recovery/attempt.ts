import type { Day } from '../shared/day';
import type { LedgerDay } from '../streaks/ledgerDay';
import type { RecoveryOffer } from './offer';

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
  const attempts = state.attempts.map((attempt) =>
    attempt.startedAt <= occurredAt && occurredAt < attempt.until
      ? { ...attempt, done: attempt.done + 1 }
      : attempt,
  );
  const granted = attempts.flatMap(({ day, done, needed }): [Day, LedgerDay][] => {
    const entry = state.recent[day];
    return entry && done >= needed ? [[day, { ...entry, granted: 'recovered' }]] : [];
  });
  return { ...state, attempts, recent: { ...state.recent, ...Object.fromEntries(granted) } };
}
