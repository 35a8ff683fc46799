import { coveringOutage } from '../outages/coveringOutage';
import type { Day } from '../shared/day';
import type { DayBounds } from '../shared/timeline';
import { isOffWeekday } from './cadence';
import type { KeptReason } from './dayRecord';
import type { StreakDeps } from './deps';
import { keptByZone } from './keptByZone';
import type { StreakState } from './streakState';

/** Why a day that has ended, and of which the ledger says nothing, is kept; undefined if it is not. */
export function keptUnrecorded(
  day: Day,
  bounds: DayBounds,
  { timeline }: StreakState,
  { program, outages }: Pick<StreakDeps, 'program' | 'outages'>,
): KeptReason | undefined {
  const kept = keptByZone(timeline, day, program.dayStartHour);
  if (kept) return kept;
  if (isOffWeekday(day, program)) return 'off-day';
  return coveringOutage(bounds, outages.outages) ? 'outage' : undefined;
}
