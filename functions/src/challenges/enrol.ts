import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { dayAt } from '../shared/timeline';
import type { StreakState } from '../streaks/streakState';
import type { Challenge } from './challenge';
import { type Counted, counted, countsDay, newEnrolment } from './enrolment';

/**
 * The streak of someone who joins a challenge at `now` (milliseconds since the epoch), not settled
 * yet. Where whole days count, that of joining does too, with what was done on it before.
 */
export function enrol(
  state: StreakState,
  id: string,
  challenge: Challenge,
  now: number,
  program: Program,
): StreakState {
  const at = Math.max(now, state.settledAt);
  const enrolment = newEnrolment(challenge, at, dayAt(state.timeline, at, program.dayStartHour));
  const open: Record<Day, Counted> = {};
  for (const [day, record] of Object.entries(state.recent)) {
    if (record.count > 0 && countsDay(enrolment, day)) open[day] = counted(record);
  }
  return { ...state, enrolments: { ...state.enrolments, [id]: { ...enrolment, open } } };
}
