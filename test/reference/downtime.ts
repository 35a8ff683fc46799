import { HOUR } from '../shared/wallClock';
import { dayInZone, daysLater, startOfDay } from './calendar';
import { type Stay, boundsOf, stayAt } from './journey';

/** A time in which the service was down. */
export interface Downtime {
  readonly from: number;
  readonly to: number;
}

/** Whether a day ended in a downtime, or more than 3 of the hours from 07:00 to 23:00 fell into it. */
export function isLostTo(
  { from, to }: Downtime,
  day: string,
  stays: readonly Stay[],
  startHour: number,
): boolean {
  const { start, end } = boundsOf(day, stays, startHour);
  if (from <= end - 1 && end - 1 < to) return true;
  const { zone } = stayAt(stays, end - 1);
  let lost = 0;
  let date = daysLater(dayInZone(start, zone, 0), -1);
  for (; date <= daysLater(dayInZone(end, zone, 0), 1); date = daysLater(date, 1)) {
    if (startOfDay(date, zone, 0) === startOfDay(daysLater(date, 1), zone, 0)) continue;
    const opens = Math.max(start, from, startOfDay(date, zone, 7));
    const closes = Math.min(end, to, startOfDay(date, zone, 23));
    if (closes > opens) lost += closes - opens;
  }
  return lost > 3 * HOUR;
}
