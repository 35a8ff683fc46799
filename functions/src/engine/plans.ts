import {
  addDays,
  type Day,
  daysBetween,
  daysFrom,
  daysOnWeekdays,
  earlierDay,
  isoWeekday,
  isoWeekStart,
  laterDay,
} from './days';
import type { Program } from './program';
import { Refusal } from './refusal';

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

/** The days from `from` to `to` that `plannedReason` has a reason for, in any order. */
export function plannedDays({ pauses, rest }: Plan, from: Day, to: Day): Day[] {
  const paused = pauses.flatMap((pause) =>
    daysFrom(laterDay(pause.from, from), earlierDay(pause.to, to)),
  );
  const rested = rest.flatMap((rule, index) => {
    const next = rest[index + 1];
    const last = next ? earlierDay(addDays(next.from, -1), to) : to;
    return daysOnWeekdays(rule.weekdays, laterDay(rule.from, from), last);
  });
  return [...paused, ...rested];
}

/** The weekdays of rest that are in force on a day. */
function restDaysOn(rest: Plan['rest'], day: Day): readonly number[] {
  return rest.findLast(({ from }) => from <= day)?.weekdays ?? [];
}

/** How far ahead a pause may end, in days. */
const FARTHEST = 366;

/**
 * The plan with a pause, which may touch or overlap others.
 *
 * @param today the day that has not ended: a pause never covers one that has
 * @throws Refusal for what `setPause` names
 */
export function withPause(plan: Plan, pause: Pause, today: Day, program: Program): Plan {
  const { from, to } = pause;
  if (from > to || daysBetween(today, to) > FARTHEST) {
    const message = `A pause starts before it ends, and ends at most ${FARTHEST} days ahead.`;
    throw new Refusal('malformed-request', message);
  }
  if (from < today) {
    const message = `${from} has ended; a pause can start with ${today} at the earliest.`;
    throw new Refusal('day-has-ended', message);
  }
  const paused = [...new Set([...pausedDays(plan), ...daysFrom(from, to)])].sort();
  const most = program.planning.pauseDaysPerYear;
  for (const year of [from, to].map(yearOf)) {
    if (paused.filter((day) => yearOf(day) === year).length > most) {
      const message = `At most ${most} days of ${year} can be paused.`;
      throw new Refusal('too-many-paused-days', message);
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
function pauseDaysLeft(plan: Plan, day: Day, { planning }: Program): number {
  const used = pausedDays(plan).filter((paused) => yearOf(paused) === yearOf(day));
  return Math.max(0, planning.pauseDaysPerYear - used.length);
}

/** Without the pauses of the years before last year, which no rule asks for any more. */
export function withoutOldPauses(plan: Plan, today: Day): Plan {
  const oldest = `${Number(yearOf(today)) - 1}-01-01`;
  return { ...plan, pauses: plan.pauses.filter(({ to }) => to >= oldest) };
}

function pausedDays({ pauses }: Plan): Day[] {
  return pauses.flatMap(({ from, to }) => daysFrom(from, to));
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

/** Rules of rest are kept for this many days; days before that are sealed with their reason. */
const KEPT_DAYS = 400;

/**
 * The plan with other weekdays of rest, from next Monday on: so nobody can rest on more days of a
 * week than are allowed, and no day can be made one of rest when it turns out to be missed.
 *
 * @param weekdays 1 is Monday, 7 is Sunday
 * @throws Refusal `too-many-rest-days`
 */
export function withRestDays(
  { pauses, rest }: Plan,
  weekdays: readonly number[],
  today: Day,
  program: Program,
): Plan {
  const chosen = [...new Set(weekdays)].sort();
  const most = program.planning.restDaysPerWeek;
  if (chosen.length > most) {
    const message = `At most ${most} days of a week can be days of rest.`;
    throw new Refusal('too-many-rest-days', message);
  }
  const from = addDays(isoWeekStart(today), 7);
  const before = rest.filter((rule, index) => {
    const next = rest[index + 1];
    const isOver = next !== undefined && next.from <= addDays(today, -KEPT_DAYS);
    return rule.from < from && !isOver;
  });
  return { pauses, rest: [...before, { from, weekdays: chosen }] };
}

/** A plan as clients see it. */
export interface PlanView {
  pauses: { from: Day; to: Day }[];
  pauseDaysLeft: number;
  restDays: number[];
  nextRestDays: { restDays: number[]; from: Day } | null;
}

/** What clients see of a plan on a day. */
export function viewPlan(plan: Plan, today: Day, program: Program): PlanView {
  const next = plan.rest.find(({ from }) => from > today);
  return {
    pauses: plan.pauses.map(({ from, to }) => ({ from, to })),
    pauseDaysLeft: pauseDaysLeft(plan, today, program),
    restDays: [...restDaysOn(plan.rest, today)],
    nextRestDays: next ? { restDays: [...next.weekdays], from: next.from } : null,
  };
}
