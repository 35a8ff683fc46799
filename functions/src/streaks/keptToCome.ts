import { plannedReason } from '../plans/plan';
import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { canBeOff, daysOffPerWeek, daysOffUsed, isOffWeekday } from './cadence';
import type { KeptReason } from './dayRecord';
import type { LedgerDay } from './ledgerDay';
import type { Settled } from './settle';

/**
 * Why today, or a day to come, will be kept if nothing is done on it, as far as that is certain: a
 * day off that can be taken is known of today only, since it depends on the days before.
 */
export function keptToCome(
  day: Day,
  { state, standing, today }: Pick<Settled, 'state' | 'standing' | 'today'>,
  program: Program,
): KeptReason | undefined {
  const isToday = day === today && standing.through < today;
  const isOff =
    isToday && standing.current > 0
      ? canBeOff(standing.daysOff, day, program)
      : isOffWeekday(day, program);
  return plannedReason(state.plan, day) ?? (isOff ? 'off-day' : undefined);
}

/** Which day off of its week the day after a tally would be, if the user takes it. */
export function nextDayOff(
  day: Day,
  { daysOff }: Settled['standing'],
  program: Program,
): LedgerDay['dayOff'] {
  const of = daysOffPerWeek(program);
  return of === 0 ? undefined : { nth: daysOffUsed(daysOff, day) + 1, of };
}
