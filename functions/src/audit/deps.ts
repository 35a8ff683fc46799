import type { StreakDeps } from '../streaks/deps';

/** What an audit needs from outside. */
export interface AuditDeps extends StreakDeps {
  /** A number from 0 up to, and without, 1. */
  readonly random: () => number;
}
