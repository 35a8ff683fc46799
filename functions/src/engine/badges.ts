import type { DayRecord } from './dayRecord';
import { addDays, type Day, isoWeekStart } from './days';
import { type BadgeRule, categoriesOf, type Program } from './program';
import type { Tally, WeekTally } from './tally';

/** The tally's badges with those that it has come to deserve on its last day. */
export function withEarnedBadges(tally: Tally, day: Day, program: Program): Tally['badges'] {
  const earned = Object.entries(program.badges).filter(
    ([id, { rule }]) => !(id in tally.badges) && isEarned(id, rule, tally, program),
  );
  if (earned.length === 0) return tally.badges;
  return { ...tally.badges, ...Object.fromEntries(earned.map(([id]) => [id, day])) };
}

function isEarned(id: string, rule: BadgeRule, tally: Tally, program: Program): boolean {
  switch (rule.kind) {
    case 'run':
      return tally.current >= rule.days;
    case 'comeback':
      return tally.current >= rule.days && tally.longestLost >= rule.afterLosing;
    case 'xp':
      return tally.xp >= rule.xp;
    case 'bonusWeeks':
      return tally.week !== null && bonusWeeks(tally.week, program) >= rule.weeks;
    case 'hours':
      return (tally.hours[id] ?? 0) >= rule.activities;
    case 'reward':
      return false; // given, see xp.ts
    case 'activeWeek':
      return (tally.week?.activeDays ?? 0) >= rule.days;
  }
}

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
