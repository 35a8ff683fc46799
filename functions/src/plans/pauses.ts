import { type Day, addDays, daysBetween } from '../shared/day';
import { FirestreakError } from '../shared/errors';
import type { Program } from '../shared/programSchema';
import type { Pause, Plan } from './plan';

/** How far ahead a pause may end, in days. */
const FARTHEST = 366;

/**
 * The plan with a pause, which may touch or overlap others.
 *
 * @param today the day that has not ended: a pause never covers one that has
 * @throws FirestreakError for what `setPause` names
 */
export function withPause(plan: Plan, pause: Pause, today: Day, program: Program): Plan {
  const { from, to } = pause;
  if (from > to || daysBetween(today, to) > FARTHEST) {
    const message = `A pause starts before it ends, and ends at most ${FARTHEST} days ahead.`;
    throw new FirestreakError('malformed-request', message);
  }
  if (from < today) {
    const message = `${from} has ended; a pause can start with ${today} at the earliest.`;
    throw new FirestreakError('day-has-ended', message);
  }
  const paused = [...new Set([...pausedDays(plan), ...daysOf(pause)])].sort();
  const most = program.planning.pauseDaysPerYear;
  for (const year of [from, to].map(yearOf)) {
    if (paused.filter((day) => yearOf(day) === year).length > most) {
      const message = `At most ${most} days of ${year} can be paused.`;
      throw new FirestreakError('too-many-paused-days', message);
    }
  }
  return { ...plan, pauses: pausesOf(paused) };
}

/** The plan without pauses on the days from `from` to `to` that have not ended. */
export function withoutPause(plan: Plan, { from, to }: Pause, today: Day): Plan {
  const isTaken = (day: Day) => day >= today && day >= from && day <= to;
  return { ...plan, pauses: pausesOf(pausedDays(plan).filter((day) => !isTaken(day))) };
}

/** How many days of a day's year can still be paused. */
export function pauseDaysLeft(plan: Plan, day: Day, { planning }: Program): number {
  const used = pausedDays(plan).filter((paused) => yearOf(paused) === yearOf(day));
  return Math.max(0, planning.pauseDaysPerYear - used.length);
}

/** Without the pauses of the years before last year, which no rule asks for any more. */
export function withoutOldPauses(plan: Plan, today: Day): Plan {
  const oldest = `${Number(yearOf(today)) - 1}-01-01`;
  return { ...plan, pauses: plan.pauses.filter(({ to }) => to >= oldest) };
}

function pausedDays({ pauses }: Plan): Day[] {
  return pauses.flatMap(daysOf);
}

function daysOf({ from, to }: Pause): Day[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
}

/** Days in order as pauses that are apart from each other. */
function pausesOf(days: readonly Day[]): Pause[] {
  const starts = days.filter((day, index) => days[index - 1] !== addDays(day, -1));
  const ends = days.filter((day, index) => days[index + 1] !== addDays(day, 1));
  return starts.map((from, index) => ({ from, to: ends[index] ?? from }));
}

function yearOf(day: Day): string {
  return day.slice(0, 4);
}
