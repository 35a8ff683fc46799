import type { Firestore } from 'firebase-admin/firestore';
import type { OutageList } from '../outages/outage';
import type { Program } from '../shared/programSchema';

/** What the use cases of streaks need from outside. */
export interface StreakDeps {
  readonly db: Firestore;
  readonly program: Program;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Outages in force. */
  readonly outages: OutageList;
}
