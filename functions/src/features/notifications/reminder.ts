import { allows, type Preferences } from '../../contracts/preferences';
import type { Program } from '../../engine/program';
import { isActive } from '../../engine/dayRecord';
import type { Settled } from '../../engine/settle';
import { remindInstant } from '../../engine/userFields';
import { type AtRiskEvent, channels } from '../../events';

/** What becomes of a user whose `remindAt` has passed. */
export interface Reminder {
  /** Milliseconds since the epoch; null: the next write of the streak says when. */
  readonly remindAt: number | null;
  /** Undefined when it is too early, or when the user wants no reminders. */
  readonly atRisk?: Omit<AtRiskEvent, 'id' | 'kind'>;
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
  const { state, lossAt, atRisk, tally } = settled;
  const remindAt = remindInstant(state, lossAt, program);
  if (atRisk === null || remindAt === null || remindAt > now) return { remindAt };
  const isWanted = channels.some((channel) => allows(preferences, 'at_risk', channel));
  if (!isWanted || isActive(settled, atRisk)) return { remindAt: null };
  const { current, freezes } = tally;
  return { remindAt: null, atRisk: { day: atRisk, current, freezes } };
}
