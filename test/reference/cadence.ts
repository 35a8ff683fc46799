import type { Program } from '../../functions/src/engine/program';
import { mondayOf } from './calendar';

/** Whether a day is one of those that the program never asks anything of. */
export function isFreeWeekday(day: string, { cadence }: Program): boolean {
  if (cadence.kind !== 'weekdays') return false;
  const sundayFirst = new Date(day).getUTCDay();
  return !cadence.weekdays.includes(sundayFirst === 0 ? 7 : sundayFirst);
}

/** Whether the week of a day still has one to spare, given the days of the run that were. */
export function hasOneToSpare(
  day: string,
  spared: readonly string[],
  { cadence }: Program,
): boolean {
  if (cadence.kind !== 'perWeek') return false;
  const inWeek = spared.filter((other) => mondayOf(other) === mondayOf(day));
  return cadence.days + inWeek.length < 7;
}
