import type { Backend } from '../api/backend';
import type { ResponseOf } from '../../../client/src';
import type { DeepLink } from './deepLink';
import type { LoggedActivity } from '../elements/index';

export type Streak = ResponseOf<'getStreak'>;

/** The app's rules and what it has deployed, as its server tells them. */
export type About = NonNullable<Streak['about']>;
export type Day = ResponseOf<'explainStreak'>['days'][number];

/** How what was logged is on its way: to the server, or kept on the device until that is possible. */
export type Pending = 'sending' | 'waiting';

/** What every panel can show. */
export interface Page {
  readonly backend: Backend;
  /** Who is signed in. */
  readonly uid: string;
  /** As the server has it. */
  readonly streak: Streak;
  /** As it will be once what is on its way has arrived. */
  readonly expected: Streak;
  readonly pending: Pending | undefined;
  /** What was logged on this device today, the latest first. */
  readonly logged: readonly LoggedActivity[];
  /** The last days with their verdicts, oldest first. */
  readonly days: readonly Day[];
  readonly about: About;
  /** What a message has led the user to, if one has. */
  readonly deepLink: DeepLink | undefined;
  /** Why what a panel asked for last was not done, by the panel's name. */
  readonly problems: Readonly<Record<string, string>>;
  /** The panels whose request is under way, by name. */
  readonly busy: ReadonlySet<string>;
}

/** A streak with one activity today, if it has none. */
export function withToday(streak: Streak): Streak {
  if (streak.activeToday) return streak;
  const current = streak.current + 1;
  return { ...streak, activeToday: true, current, longest: Math.max(streak.longest, current) };
}

/** Days of the run that has ended last; 0 if none has in these days, oldest first. */
export function lostIn(days: readonly Day[]): number {
  const end = days.findLastIndex(({ verdict }) => verdict === 'broken');
  return days[end - 1]?.current ?? 0;
}
