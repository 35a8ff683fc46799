import { type Day, addDays } from '../shared/day';
import { canBeOff, withDayOff } from './cadence';
import type { Ledger } from './fold';
import type { Tally } from './tally';

/**
 * Days that are looked ahead. Pauses end within 366 days and some day of each week is asked for, so
 * nobody is covered for longer, unless they rest on weekdays that an earlier program let them have.
 */
const HORIZON_DAYS = 400;

/**
 * The first day after those of a tally, which has a run, that loses something if nothing is done: no
 * plan, journey or day off covers it, nor what else `covers` says.
 */
export function firstUncovered(
  { through, daysOff: before }: Tally,
  ledger: Ledger,
  covers: (day: Day) => boolean,
): Day {
  let daysOff = before;
  let day = addDays(through, 1);
  const last = addDays(day, HORIZON_DAYS);
  for (; day < last; day = addDays(day, 1)) {
    if (ledger.keptAhead(day) !== undefined || covers(day)) continue;
    if (!canBeOff(daysOff, day, ledger.program)) break;
    daysOff = withDayOff(daysOff, day);
  }
  return day;
}
