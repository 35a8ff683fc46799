import { type Day, dayFromNumber, laterDay } from '../shared/day';
import { FIRST_DAY } from '../shared/timeRange';
import type { Outage } from './outage';

const HOUR_MS = 3_600_000;

/** Names of days from `first` to `last`. */
export interface DayRange {
  readonly first: Day;
  readonly last: Day;
}

/**
 * The days that an outage can touch, wherever a user is: from the day that is longest behind (12
 * hours west of Greenwich, where a day may start as late as 23:00) to the one farthest ahead (14
 * hours east). Before the first day that anyone may name there is none to touch.
 */
export function touchedDays({ from, to }: Pick<Outage, 'from' | 'to'>): DayRange {
  return {
    first: laterDay(FIRST_DAY, dateAt(from - 36 * HOUR_MS)),
    last: dateAt(to + 15 * HOUR_MS),
  };
}

function dateAt(instant: number): Day {
  return dayFromNumber(Math.floor(instant / 86_400_000));
}
