import type { Program } from '../../functions/src/engine/program';
import { HOUR } from '../shared/wallClock';
import { daysLater } from './calendar';
import { type Stay, boundsOf } from './journey';

/** A recovery that somebody has begun. */
export interface BegunRecovery {
  readonly day: string;
  readonly startedAt: number;
  readonly needed: number;
}

/** What was so when a run broke. */
export interface Break {
  readonly day: string;
  readonly lost: number;
  readonly activities: number;
  readonly activeDays: number;
  readonly lastRecovered: string | null;
}

/** Whether enough was done between the start of a recovery and the end of its window. */
export function isWonBack(
  { startedAt, needed, day }: BegunRecovery,
  activities: readonly { readonly occurredAt: number }[],
  stays: readonly Stay[],
  { dayStartHour, recovery }: Program,
): boolean {
  const closes = boundsOf(day, stays, dayStartHour).end + recovery.windowHours * HOUR;
  const inside = activities.filter(({ occurredAt: at }) => startedAt <= at && at < closes);
  return inside.length >= needed;
}

/** What is offered at an instant for the last break. */
export function referenceOffer(
  lastBreak: Break | undefined,
  until: number,
  stays: readonly Stay[],
  { dayStartHour, recovery }: Program,
): { readonly day: string; readonly needed: number } | null {
  if (!lastBreak || lastBreak.lost < recovery.minRun) return null;
  const { day, activities, activeDays, lastRecovered } = lastBreak;
  const brokeAt = boundsOf(day, stays, dayStartHour).end;
  if (until >= brokeAt + recovery.windowHours * HOUR) return null;
  if (lastRecovered && day < daysLater(lastRecovered, recovery.everyDays)) return null;
  let normal = 1; // the whole number nearest to the mean, and of two the larger
  while (normal < recovery.maxNormal && 2 * activities >= (2 * normal + 1) * activeDays)
    normal += 1;
  return { day, needed: recovery.factor * normal };
}
