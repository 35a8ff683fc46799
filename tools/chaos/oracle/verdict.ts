import type { Firestore } from 'firebase-admin/firestore';
import type { StreakView } from '../../../functions/src/streaks/wire';
import type { ReferenceStreak } from '../../../test/reference/reference';
import type { Stay } from '../../../test/reference/journey';
import type { World } from '../world';

/** What is known of a user at the end: by the rules, and by the code under test. */
export interface Case {
  readonly world: World;
  readonly db: Firestore;
  readonly uid: string;
  readonly expected: ReferenceStreak;
  readonly stays: readonly Stay[];
  readonly streak: StreakView;
}

/** Checks a part of what a user should have. @returns what is wrong, in words */
export type Check = (about: Case) => Promise<string[]> | string[];
