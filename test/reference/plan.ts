import type { Program } from '../../functions/src/engine/program';
import { daysLater, mondayOf } from './calendar';
import { type Stay, dayShown, hasEnded } from './journey';

/** Something that a user says ahead about days without activity. */
export type Announcement =
  | {
      readonly at: number;
      readonly kind: 'pause' | 'resume';
      readonly from: string;
      readonly to: string;
    }
  | { readonly at: number; readonly kind: 'rest'; readonly weekdays: readonly number[] };

/** Whether a day was announced to be one without activity, before it was over. */
export function isAnnounced(
  day: string,
  announcements: readonly Announcement[],
  stays: readonly Stay[],
  { dayStartHour, planning }: Program,
): boolean {
  const paused = new Set<string>();
  let restsOn: readonly number[] = [];
  for (const announcement of announcements) {
    const today = dayShown(stays, announcement.at, dayStartHour);
    if (announcement.kind === 'rest') {
      if (new Set(announcement.weekdays).size > planning.restDaysPerWeek) continue;
      if (mondayOf(today) < mondayOf(day)) restsOn = announcement.weekdays;
      continue;
    }
    const days: string[] = [];
    const { kind, from, to } = announcement;
    const isOver = (each: string) => hasEnded(each, announcement.at, stays, dayStartHour);
    for (let each = from; each <= to; each = daysLater(each, 1)) days.push(each);
    if (kind === 'resume') {
      for (const each of days) if (!isOver(each)) paused.delete(each);
      continue;
    }
    const after = [...new Set([...paused, ...days])];
    const isTooMuch = days.some((each) => {
      const inYear = after.filter((other) => other.startsWith(each.slice(0, 4)));
      return inYear.length > planning.pauseDaysPerYear;
    });
    if (days.length === 0 || isOver(from) || isTooMuch) continue;
    for (const each of days) paused.add(each);
  }
  const weekday = (new Date(day).getUTCDay() + 6) % 7; // from Monday, 0, on
  return paused.has(day) || restsOn.includes(weekday + 1);
}
