import type { Backend } from '../api/backend';
import type { ResponseOf } from '../../../client/src';
import type { LoggableActivity } from '../elements/streakLog';

export type Streak = ResponseOf<'getStreak'>;
export type Day = ResponseOf<'explainStreak'>['days'][number];

/** What every panel can show. */
export interface Page {
  readonly backend: Backend;
  /** Who is signed in. */
  readonly uid: string;
  readonly streak: Streak;
  /** The last days with their verdicts, oldest first. */
  readonly days: readonly Day[];
  /** Activities that a button logs; none but on the local suite. */
  readonly activities: readonly LoggableActivity[];
}
