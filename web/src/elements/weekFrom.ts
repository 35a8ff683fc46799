import { addDays } from './addDays';

/** The seven days (`YYYY-MM-DD`) from one on. */
export function weekFrom(first: string): string[] {
  return Array.from({ length: 7 }, (_, index) => addDays(first, index));
}

/** Any Monday, where only its weekday is of interest. */
export const SOME_MONDAY = '2026-01-05';

/** Which weekday a day is: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: string): number {
  return ((new Date(day).getUTCDay() + 6) % 7) + 1;
}

/** How many days a day comes after the first of its week, which is such a weekday. */
export function daysIntoWeek(day: string, firstWeekday: number): number {
  return (weekdayOf(day) - firstWeekday + 7) % 7;
}

/** The weekday that weeks begin on where a language is spoken; Monday, where the browser does not know. */
export function firstWeekday(lang: string): number {
  const locale = new Intl.Locale(lang) as Intl.Locale & {
    readonly weekInfo?: WeekInfo;
    getWeekInfo?: () => WeekInfo;
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

/** The weekdays as people see a week where a language is spoken, each as its place after Monday (0 to 6). */
export function weekInOrder(lang: string): number[] {
  const first = firstWeekday(lang) - 1;
  return Array.from({ length: 7 }, (_, index) => (first + index) % 7);
}

interface WeekInfo {
  readonly firstDay: number;
}
