import { addDays, daysBetween, monthOf } from '../../functions/src/engine/days';
import { streakDayAt } from '../../functions/src/engine/zones';
import type { GetCalendarRequest } from '../../functions/src/contracts/calendar';
import { program } from '../../functions/src/program';
import type { Random } from '../deliveryFaults/random';
import type { LogRow } from '../replay/logRow';

/** Why somebody looks at a calendar. */
export type Occasion = 'opening' | 'activity' | 'earlier' | 'year';

/** A look at a calendar. */
export interface Look {
  readonly occasion: Occasion;
  readonly request: GetCalendarRequest;
}

/** Whoever comes back after so long opens the app anew: what web analytics take for a visit's end. */
const VISIT_MS = 30 * 60_000;

/** Share of the visits in which somebody pages back, by one to three months. */
const PAGE_BACK = 0.1;

/** Share of the visits in which somebody looks at the year. */
const YEAR = 0.02;

/**
 * What one looks at before an activity: nothing within a visit. At its beginning the app shows the
 * present month, and some go on to earlier ones.
 *
 * @param before when the user did something last, in milliseconds since the epoch
 */
export function looksBefore(row: LogRow, before: number | undefined, random: Random): Look[] {
  const { deliveredAt } = row;
  if (before !== undefined && deliveredAt - before <= VISIT_MS) return [];
  const looks: Look[] = [{ occasion: 'opening', request: { month: monthsBack(row, 0) } }];
  if (random.chance(PAGE_BACK)) {
    const pages = random.pick([1, 2, 3]);
    for (let back = 1; back <= pages; back += 1) {
      looks.push({ occasion: 'earlier', request: { month: monthsBack(row, back) } });
    }
  }
  if (random.chance(YEAR)) {
    const to = today(row);
    looks.push({ occasion: 'year', request: { from: addDays(to, -365), to } });
  }
  return looks;
}

/** What the app shows once an activity is logged: the present month. */
export function lookAfter(row: LogRow): Look {
  return { occasion: 'activity', request: { month: monthsBack(row, 0) } };
}

/** A range of at most 92 days for each part of a look, which is what can be explained at once. */
export function parts(from: string, to: string): { from: string; to: string }[] {
  const MOST = 92;
  const rest = daysBetween(from, to) - MOST + 1;
  if (rest <= 0) return [{ from, to }];
  const last = addDays(from, MOST - 1);
  return [{ from, to: last }, ...parts(addDays(last, 1), to)];
}

function today({ deliveredAt, timeZone }: LogRow): string {
  return streakDayAt(deliveredAt, timeZone, program.dayStartHour);
}

function monthsBack(row: LogRow, back: number): string {
  let month = monthOf(today(row));
  for (let each = 0; each < back; each += 1) month = monthOf(addDays(`${month}-01`, -1));
  return month;
}
