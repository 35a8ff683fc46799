import { type Day, isoWeekday } from '../shared/day';

/** Days, the first and the last one included. */
export interface Pause {
  readonly from: Day;
  readonly to: Day;
}

/** The weekdays that somebody rests on, from a Monday on until the next such rule. */
export interface RestRule {
  readonly from: Day;
  /** 1 is Monday, 7 is Sunday; ascending. */
  readonly weekdays: readonly number[];
}

/** What somebody has said ahead about days without activity. */
export interface Plan {
  /** Apart from each other, earliest first. */
  readonly pauses: readonly Pause[];
  /** Earliest first. */
  readonly rest: readonly RestRule[];
}

/** The plan of somebody who has said nothing. */
export const noPlan: Plan = { pauses: [], rest: [] };

/** Why a day is kept by the plan when it is not active, if it is. */
export function plannedReason({ pauses, rest }: Plan, day: Day): 'paused' | 'rest' | undefined {
  if (pauses.some(({ from, to }) => from <= day && day <= to)) return 'paused';
  return restDaysOn(rest, day).includes(isoWeekday(day)) ? 'rest' : undefined;
}

/** The weekdays of rest that are in force on a day. */
export function restDaysOn(rest: Plan['rest'], day: Day): readonly number[] {
  return rest.findLast(({ from }) => from <= day)?.weekdays ?? [];
}
