import type { Firestore } from 'firebase-admin/firestore';
import type { StreakDeps } from '../streaks/deps';
import type { SweepMessage } from './message';

/** What declaring and revoking needs from outside. */
export interface OutageDeps {
  readonly db: Firestore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly announce: (message: SweepMessage) => Promise<void>;
}

/** What a worker needs from outside. */
export type SweepDeps = StreakDeps & Pick<OutageDeps, 'announce'>;
