import { type Day, isoWeekStart, isoWeekday } from '../shared/day';
import type { Program } from '../shared/programSchema';

/** How many days off a run has had in an ISO week of streak days: that of the last one. */
export interface DaysOff {
  readonly monday: Day;
  readonly used: number;
}

type Rule = Pick<Program, 'cadence'>;

/** Days off in a week that a user may take on whatever days; none unless the cadence is `perWeek`. */
export function daysOffPerWeek({ cadence }: Rule): number {
  return cadence.kind === 'perWeek' ? 7 - cadence.days : 0;
}

/** Whether the program asks for nothing on a day's weekday, whatever was done in its week. */
export function isOffWeekday(day: Day, { cadence }: Rule): boolean {
  return cadence.kind === 'weekdays' && !cadence.weekdays.includes(isoWeekday(day));
}

/** How many days off the week of a day has had. */
export function daysOffUsed(daysOff: DaysOff | undefined, day: Day): number {
  return daysOff?.monday === isoWeekStart(day) ? daysOff.used : 0;
}

/** Whether a day of a run can be one off when nothing is done on it. */
export function canBeOff(daysOff: DaysOff | undefined, day: Day, rule: Rule): boolean {
  return isOffWeekday(day, rule) || daysOffUsed(daysOff, day) < daysOffPerWeek(rule);
}

/** The count with one more day off. */
export function withDayOff(daysOff: DaysOff | undefined, day: Day): DaysOff {
  return { monday: isoWeekStart(day), used: daysOffUsed(daysOff, day) + 1 };
}
