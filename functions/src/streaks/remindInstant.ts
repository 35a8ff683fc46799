import { addDays } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { streakDayStart } from '../shared/streakDay';
import { dayAt, dayBounds } from '../shared/timeline';
import type { StreakState } from './streakState';

/** The local hour at which somebody is reminded of a streak that they may lose, if they prefer no other. */
export const REMIND_HOUR = 20;

/**
 * When somebody is to be reminded: at their hour, or in the evening, of the day that a run may be lost
 * on, in the zone in force at its end, and within the day where it starts late or ends early. Null
 * without a run to lose.
 *
 * @param lapseAt as in `Settled`; instants in milliseconds since the epoch
 */
export function remindInstant(
  { timeline, remindHour }: Pick<StreakState, 'timeline' | 'remindHour'>,
  lapseAt: number | null,
  { dayStartHour }: Pick<Program, 'dayStartHour'>,
): number | null {
  if (lapseAt === null) return null;
  const day = dayAt(timeline, lapseAt - 1, dayStartHour);
  const { start, end, zone } = dayBounds(timeline, day, dayStartHour);
  const hour = remindHour ?? REMIND_HOUR;
  const date = dayStartHour <= hour ? day : addDays(day, 1);
  return Math.min(Math.max(streakDayStart(date, zone, hour), start), end - 1);
}
