import { FirestreakError } from '../shared/errors';
import type { Program } from '../shared/programSchema';
import { checkTimeZone } from '../shared/zoneOffset';
import { changeZone } from './changeZone';
import { type StreakState, newStreak } from './streakState';

/**
 * The streak of a user who says to be in `zone` at `now` (milliseconds since the epoch); a new one
 * for a user of whom nothing is known. An instance whose clock is behind moves them at the last instant
 * that they were settled at, so that what was put on its day before stays there.
 *
 * @throws FirestreakError `time-zone-unset` when neither knows the zone, or as `changeZone` does
 */
export function moveTo(
  state: StreakState | undefined,
  zone: string | undefined,
  now: number,
  program: Program,
): StreakState {
  const spelled = zone === undefined ? undefined : checkTimeZone(zone);
  if (state === undefined && spelled !== undefined) return newStreak(spelled);
  const known = knownStreak(state);
  if (spelled === undefined) return known;
  const { timeline, checkpoint, settledAt } = known;
  const at = Math.max(now, settledAt);
  return { ...known, timeline: changeZone(timeline, spelled, at, checkpoint.through, program) };
}

/** The streak of a user who must be known already. @throws FirestreakError `time-zone-unset` */
export function knownStreak(state: StreakState | undefined): StreakState {
  if (state) return state;
  throw new FirestreakError(
    'time-zone-unset',
    'No time zone is known for this user yet. Call setTimeZone once, or send timeZone along.',
  );
}
