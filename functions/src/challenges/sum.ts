import { type Day, addDays } from '../shared/day';
import type { Goal } from './challenge';
import type { Counted } from './enrolment';

/** What counted on some days, as far as any goal asks. */
export interface Sum {
  readonly activeDays: number;
  readonly activities: number;
  readonly xp: number;
  /** Sorted. */
  readonly categories: readonly string[];
  /** The days, in order; only where the goal is a run. */
  readonly days: readonly Day[];
}

export const nothing: Sum = { activeDays: 0, activities: 0, xp: 0, categories: [], days: [] };

/** The sum with a later day. @param boosted whether the weekly bonus counts for the day's XP */
export function withDay(
  sum: Sum,
  day: Day,
  { count, plainXp, boostedXp, categories }: Counted,
  boosted: boolean,
  { kind }: Goal,
): Sum {
  return {
    activeDays: sum.activeDays + 1,
    activities: sum.activities + count,
    xp: sum.xp + (boosted ? boostedXp : plainXp),
    categories: [...new Set([...sum.categories, ...categories])].sort(),
    days: kind === 'run' ? [...sum.days, day] : sum.days,
  };
}

/**
 * How much of a goal a sum makes, more than the target included.
 *
 * @param isExcused whether a day that was not active does not end a run
 */
export function valueOf(sum: Sum, { kind }: Goal, isExcused: (day: Day) => boolean): number {
  switch (kind) {
    case 'active-days':
      return sum.activeDays;
    case 'activities':
      return sum.activities;
    case 'xp':
      return sum.xp;
    case 'categories':
      return sum.categories.length;
    case 'run':
      return longestRun(sum.days, isExcused);
  }
}

function longestRun(days: readonly Day[], isExcused: (day: Day) => boolean): number {
  let [longest, run] = [0, 0];
  for (const [index, day] of days.entries()) {
    const before = days[index - 1];
    const goesOn = before !== undefined && areExcused(addDays(before, 1), day, isExcused);
    run = goesOn ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** Whether every day from `first` to the one before `next` is excused. */
function areExcused(first: Day, next: Day, isExcused: (day: Day) => boolean): boolean {
  for (let day = first; day < next; day = addDays(day, 1)) if (!isExcused(day)) return false;
  return true;
}
