import type { Firestore } from 'firebase-admin/firestore';
import type { Program } from '../shared/programSchema';
import type { CloseMessage } from './message';

/** What the use cases of challenges need from outside. */
export interface ChallengeDeps {
  readonly db: Firestore;
  readonly program: Program;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What ending challenges needs besides. */
export interface CloseDeps extends ChallengeDeps {
  readonly announce: (message: CloseMessage) => Promise<void>;
}
