import type { Program } from '../../shared/programSchema';
import type { Settled } from '../../streaks/settle';
import { remindInstant } from '../../streaks/remindInstant';
import { channels } from '../kinds';
import { type Preferences, allows } from '../preferences/preferences';

/** What is told of a streak at risk. */
export interface AtRisk {
  readonly day: string;
  /** Active days of the run that may be lost. */
  readonly current: number;
  readonly freezes: number;
}

/** What becomes of a user whose `remindAt` has passed. */
export interface Reminder {
  /** Milliseconds since the epoch; null: the next write of the streak says when. */
  readonly remindAt: number | null;
  /** Undefined when it is too early, or when the user wants no reminders. */
  readonly atRisk?: AtRisk;
}

/**
 * Decides about a user whose `remindAt` has passed, by the streak at `now` (milliseconds since the
 * epoch). Everyone is reminded once a day: only an activity, or the judgement of the missed day, says
 * when the next reminder is.
 */
export function reminder(
  settled: Settled,
  preferences: Preferences,
  now: number,
  program: Program,
): Reminder {
  const { state, lossAt, standing, today } = settled;
  const remindAt = remindInstant(state, lossAt, program);
  if (remindAt === null || remindAt > now) return { remindAt };
  const isWanted = channels.some((channel) => allows(preferences, 'at_risk', channel));
  if (!isWanted || standing.lastActiveDay === today) return { remindAt: null };
  const { current, freezes } = standing;
  return { remindAt: null, atRisk: { day: today, current, freezes } };
}
