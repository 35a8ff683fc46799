import type { Firestore } from 'firebase-admin/firestore';
import type { StreakView } from '../../../functions/src/engine/streakView';
import type { Program } from '../../../functions/src/engine/program';
import type { ReferenceStreak } from '../../../test/reference/reference';
import type { Logged, Told } from '../history';
import type { World } from '../world';

/** What is known of a user at the end: by the rules, and by the code under test. */
export interface Case {
  readonly world: World;
  readonly db: Firestore;
  readonly uid: string;
  readonly expected: ReferenceStreak;
  /** All that was told of zones, with an activity or without. */
  readonly past: {
    readonly program: Program;
    readonly moves: readonly Told[];
    readonly activities: readonly Logged[];
  };
  readonly streak: StreakView;
}

/** Checks a part of what a user should have. @returns what is wrong, in words */
export type Check = (about: Case) => Promise<string[]> | string[];
