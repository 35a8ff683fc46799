import { type Day, addDays, isoWeekStart } from '../shared/day';
import { type Program, categoriesOf } from '../shared/programSchema';
import type { DayRecord } from './dayRecord';
import type { WeekTally } from './tally';

/** Whether every category of the program was active in the week. */
export function earnsBonus(week: WeekTally, program: Program): boolean {
  return categoriesOf(program).every((category) => week.categories.includes(category));
}

/** Weeks in a row that earned the bonus, the week itself included. */
export function bonusWeeks(week: WeekTally, program: Program): number {
  return earnsBonus(week, program) ? week.bonusWeeksBefore + 1 : 0;
}

/** The tally of the week that `day` lies in, with the day's activities. */
export function weekWithDay(
  last: WeekTally | null,
  day: Day,
  record: DayRecord,
  program: Program,
): WeekTally {
  const week = weekOf(last, day, program);
  return {
    ...week,
    categories: withAll(week.categories, record.categories),
    activeDays: week.activeDays + 1,
  };
}

/** Sorted categories with others. */
function withAll(categories: readonly string[], others: readonly string[]): readonly string[] {
  if (others.every((category) => categories.includes(category))) return categories;
  return [...new Set([...categories, ...others])].sort();
}

/** The tally of the week that `day` lies in, given the last week with activity. */
export function weekOf(last: WeekTally | null, day: Day, program: Program): WeekTally {
  const monday = isoWeekStart(day);
  if (last?.monday === monday) return last;
  const followsLast = last !== null && addDays(last.monday, 7) === monday;
  const bonusWeeksBefore = followsLast ? bonusWeeks(last, program) : 0;
  return {
    monday,
    categories: [],
    activeDays: 0,
    boosted: bonusWeeksBefore > 0,
    bonusWeeksBefore,
  };
}
