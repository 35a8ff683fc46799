import { dayInZone, daysLater, hourShown } from './calendar';
import { type Stay, isOpen, stayAt } from './journey';

/** The zones of the world are 26 hours apart: no day is open longer before or after another. */
const AWAY = 3;

interface Dated {
  readonly occurredAt: number;
  readonly activityId?: string | undefined;
}

/**
 * The day that each activity counts for, and the hour that its zone showed: its own day, if that has none
 * yet; else the earliest other open day that has none; else its own. In order of `occurredAt`; of what
 * occurred at the same instant, by its id.
 */
export function placed<T extends Dated>(
  activities: readonly T[],
  stays: readonly Stay[],
  startHour: number,
): (T & { readonly day: string; readonly hour: number })[] {
  const active = new Set<string>();
  return [...activities]
    .sort((a, b) => a.occurredAt - b.occurredAt || (idOf(a) < idOf(b) ? -1 : 1))
    .map((activity) => {
      const { occurredAt: at } = activity;
      const { zone } = stayAt(stays, at);
      const own = dayInZone(at, zone, startHour);
      const isFree = (day: string) => !active.has(day) && isOpen(day, at, stays, startHour);
      const day = active.has(own) ? (around(own).find(isFree) ?? own) : own;
      active.add(day);
      return { ...activity, day, hour: hourShown(zone, at) };
    });
}

function idOf({ activityId = '' }: Dated): string {
  return activityId;
}

function around(day: string): string[] {
  return Array.from({ length: 2 * AWAY + 1 }, (_, n) => daysLater(day, n - AWAY));
}
