import { plannedReason } from '../plans/plan';
import { addDays } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { daysOffPerWeek, daysOffUsed, isOffWeekday } from '../streaks/cadence';
import type { Settled } from '../streaks/settle';
import type { DaysOff } from './prediction/keepsFor';

/** What today and the days after it, `days` in all, may do without activity, as far as is known. */
export function daysOffAhead(
  { standing, state, today }: Pick<Settled, 'standing' | 'state' | 'today'>,
  program: Pick<Program, 'cadence'>,
  days: number,
): DaysOff {
  const perWeek = daysOffPerWeek(program);
  return {
    free: Array.from({ length: days }, (_, index) => {
      const day = addDays(today, index);
      return plannedReason(state.plan, day) !== undefined || isOffWeekday(day, program);
    }),
    left: Math.max(0, perWeek - daysOffUsed(standing.daysOff, today)),
    perWeek,
  };
}
