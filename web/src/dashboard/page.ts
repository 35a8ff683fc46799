import type { Backend } from '../api/backend';
import type { ResponseOf } from '../../../client/src';

export type Streak = ResponseOf<'getStreak'>;

/** The app's rules and what it has deployed, as its server tells them. */
export type About = NonNullable<Streak['about']>;
export type Day = ResponseOf<'explainStreak'>['days'][number];

/** What every panel can show. */
export interface Page {
  readonly backend: Backend;
  /** Who is signed in. */
  readonly uid: string;
  readonly streak: Streak;
  /** The last days with their verdicts, oldest first. */
  readonly days: readonly Day[];
  readonly about: About;
  /** Why what a panel asked for last was not done, by the panel's name. */
  readonly problems: Readonly<Record<string, string>>;
}
