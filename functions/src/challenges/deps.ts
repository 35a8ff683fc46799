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

/** Who may take a place where places are counted. */
export interface PlaceRule {
  /** Whether a user without an account is refused one. */
  readonly placesNeedAccount: boolean;
}

/** What ending challenges needs besides. */
export interface CloseDeps extends ChallengeDeps {
  readonly announce: (message: CloseMessage) => Promise<void>;
}
