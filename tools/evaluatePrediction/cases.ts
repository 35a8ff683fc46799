import { addDays, type Day, daysBetween, laterDay } from '../../functions/src/engine/days';
import {
  type Habit,
  habitOf,
  weekdayOf,
  WINDOW_DAYS,
} from '../../functions/src/engine/insights/habit';
import type { Past } from '../../functions/src/engine/insights/learning';
import type { Stake } from '../../functions/src/engine/insights/outlook';
import type { UserDays } from './userDays';

/** Days of a streak's week, today included. */
export const WEEK_DAYS = 7;

/** A day of a user to predict, with nothing in it of that day or later but the outcome. */
export interface Case {
  readonly user: string;
  readonly day: Day;
  /** The outcome: whether the user was active. */
  readonly active: boolean;
  readonly habit: Habit;
  /** What the plain logistic regression knows; see `plainFeatures`. */
  readonly plain: readonly number[];
  /** Days, from the day after the first active one, and active ones among them. */
  readonly daysBefore: number;
  /** What the streak had to live on; undefined where none was alive. */
  readonly stake: Stake | undefined;
  /** Whether the streak was still alive after the day and the six that follow. */
  readonly keptWeek: boolean | undefined;
  /** Wall-clock hour of the first activity, with its fraction; undefined when not active. */
  readonly firstHour: number | undefined;
  /** On how many of the 53 weeks' days before the first activity was in each hour. */
  readonly firstHours: readonly number[];
}

/** Every day of a user from the day after the first active one up to and without `end`. */
export function casesOf(days: UserDays, end: Day): Case[] {
  const { user, records, firstHours, judged } = days;
  const [first] = [...records.keys()].sort();
  if (first === undefined) return [];
  const counts = countsFrom(first, end, days);
  const hours = Array.from({ length: 24 }, () => 0);
  const cases: Case[] = [];
  let xp = 0;
  let activeDays = 0;
  for (let index = 1; index < counts.length; index += 1) {
    const day = addDays(first, index);
    const yesterday = firstHours.get(addDays(day, -1));
    const forgotten = firstHours.get(addDays(day, -1 - WINDOW_DAYS));
    if (forgotten !== undefined) addTo(hours, Math.floor(forgotten), -1);
    if (yesterday !== undefined) {
      addTo(hours, Math.floor(yesterday), 1);
      activeDays += 1;
      xp += judged.get(addDays(day, -1))?.xp ?? 0;
    }
    const from = Math.max(0, index - WINDOW_DAYS);
    const before = judged.get(day)?.before;
    const isAlive = before !== undefined && before.current > 0;
    const week = Array.from({ length: WEEK_DAYS }, (_, later) => addDays(day, later));
    cases.push({
      user,
      day,
      active: (counts[index] ?? 0) > 0,
      habit: habitOf(weekdayOf(addDays(first, from)), counts.slice(from, index)),
      plain: plainFeatures(counts, index, weekdayOf(first)),
      daysBefore: index,
      stake: isAlive
        ? { freezes: before.freezes, xp: before.xp, xpPerActiveDay: xp / Math.max(activeDays, 1) }
        : undefined,
      keptWeek:
        isAlive && daysBetween(day, end) >= WEEK_DAYS
          ? week.every((later) => judged.get(later)?.verdict !== 'broken')
          : undefined,
      firstHour: firstHours.get(day),
      firstHours: [...hours],
    });
  }
  return cases;
}

function addTo(counts: number[], index: number, change: number): void {
  counts[index] = (counts[index] ?? 0) + change;
}

/** What a user had done in the 53 weeks before a day, as `buildInsights` sees it; undefined: nothing yet. */
export function pastOf(days: UserDays, before: Day): Past | undefined {
  const [first] = [...days.records.keys()].sort();
  if (first === undefined || first >= before) return undefined;
  const from = laterDay(first, addDays(before, -WINDOW_DAYS));
  return {
    from,
    counts: countsFrom(from, before, days),
    firstHour: (day) => {
      const hour = days.firstHours.get(day);
      return hour === undefined ? undefined : Math.floor(hour);
    },
  };
}

function countsFrom(first: Day, end: Day, { records }: UserDays): number[] {
  const length = daysBetween(first, end);
  return Array.from({ length }, (_, index) => records.get(addDays(first, index))?.count ?? 0);
}

/**
 * What a plain logistic regression is given: active days of the last 28 and 7, of the last four same
 * weekdays, the user's rate on this weekday, the run, and whether it is a weekend.
 */
function plainFeatures(counts: readonly number[], index: number, firstWeekday: number): number[] {
  const isActive = (at: number) => (counts[at] ?? 0) > 0;
  const among = (from: number, step: number, to: number) => {
    let active = 0;
    let known = 0;
    for (let at = index - from; at >= Math.max(0, index - to); at -= step) {
      known += 1;
      if (isActive(at)) active += 1;
    }
    return { active, known };
  };
  const sameWeekday = among(7, 7, index);
  let run = 0;
  while (isActive(index - 1 - run)) run += 1;
  return [
    1,
    among(1, 1, 28).active,
    among(1, 1, 7).active,
    among(7, 7, 28).active,
    sameWeekday.active / Math.max(sameWeekday.known, 1),
    run,
    (firstWeekday + index) % 7 >= 5 ? 1 : 0,
  ];
}
