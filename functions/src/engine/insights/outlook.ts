import { factsOf, type Rules } from '../streakDays';
import { addDays, type Day, daysBetween, HOUR_MS } from '../days';
import { keptReason } from '../keptDay';
import { daysOffPerWeek, daysOffUsed } from '../program';
import { isActive } from '../dayRecord';
import type { Settled } from '../settle';
import { dayBounds } from '../timeline';
import { afterDay, type DayCount, type Habit, habitOf, weekdayOf, WINDOW_DAYS } from './habit';
import { likelihoodOfDay, type Model, restOfDay } from './likelihood';
import { habitCounts, type Year } from './year';

/** Days ahead that a streak needs no activity on. */
export interface DaysOff {
  /** Whether each day, from the next one on, costs nothing in any case. */
  readonly free: readonly boolean[];
  /** How many other days can be off in the ISO week of the next day, and in each later one. */
  readonly left: number;
  readonly perWeek: number;
}

/** What a streak has to live on. */
export interface Stake {
  readonly freezes: number;
  readonly xp: number;
  /** XP of an active day. */
  readonly xpPerActiveDay: number;
  /** None, if left out. */
  readonly daysOff?: DaysOff;
}

/** The program's freezes. */
export interface FreezeRule {
  readonly xpPerFreeze: number;
  readonly maxHeld: number;
}

/**
 * The likelihood that a living streak is still alive after the next `days` days: every way that they
 * can go, weighed by how likely it is. Each day changes the habit that the next is judged by; a day
 * without activity that is not free takes a day off of its week, or else a freeze, and active days earn
 * some at the user's usual pace. A free day says nothing of the habit.
 *
 * @param first likelihood of the first day, where more is known of it than the habit says
 */
export function keepsFor(
  days: number,
  habit: Habit,
  stake: Stake,
  rule: FreezeRule,
  model: Model,
  first = likelihoodOfDay(habit, model),
): number {
  if (days === 0) return 1;
  const { sum, weight } = habit.perActiveDay;
  const usualCount = weight === 0 ? 1 : Math.max(sum / weight, 1);
  const keepsAfter = (count: DayCount, left: Stake) =>
    keepsFor(days - 1, afterDay(habit, count), onNextDay(left, habit.weekday), rule, model);
  const ifActive = first && keepsAfter(usualCount, earned(stake, rule));
  const idle = afterIdleDay(stake);
  const ifIdle = idle ? keepsAfter(stake.daysOff?.free[0] ? null : 0, idle) : 0;
  return first * ifActive + (1 - first) * ifIdle;
}

/** What is left after a day without activity; undefined where the streak ends. */
function afterIdleDay(stake: Stake): Stake | undefined {
  const { freezes, daysOff } = stake;
  if (daysOff?.free[0]) return stake;
  if (daysOff && daysOff.left > 0) {
    return { ...stake, daysOff: { ...daysOff, left: daysOff.left - 1 } };
  }
  return freezes > 0 ? { ...stake, freezes: freezes - 1 } : undefined;
}

/** The same, seen from the next day. @param weekday 0 (Monday) to 6 (Sunday), that of the day before */
function onNextDay(stake: Stake, weekday: number): Stake {
  if (!stake.daysOff) return stake;
  const { free, left, perWeek } = stake.daysOff;
  return {
    ...stake,
    daysOff: { free: free.slice(1), left: weekday === 6 ? perWeek : left, perWeek },
  };
}

function earned(stake: Stake, { xpPerFreeze, maxHeld }: FreezeRule): Stake {
  const xp = stake.xp + stake.xpPerActiveDay;
  const crossed = Math.floor(xp / xpPerFreeze) - Math.floor(stake.xp / xpPerFreeze);
  const freezes = Math.max(stake.freezes, Math.min(maxHeld, stake.freezes + crossed));
  return { ...stake, xp, freezes };
}

/** What today and the days after it, `days` in all, may do without activity, as far as is known. */
export function daysOffAhead(
  { tally, next, state, today }: Pick<Settled, 'next' | 'state' | 'tally' | 'today'>,
  rules: Rules,
  days: number,
): DaysOff {
  const facts = factsOf(state, rules);
  const perWeek = daysOffPerWeek(rules.program);
  const isFree = (day: Day) =>
    keptReason(day, facts) !== undefined ||
    (day === next.day && keptReason(day, facts, next.run) === 'travel');
  return {
    free: Array.from({ length: days }, (_, index) => isFree(addDays(today, index))),
    left: Math.max(0, perWeek - daysOffUsed(tally.daysOff, today)),
    perWeek,
  };
}

/** Days of a week, today included. */
const WEEK_DAYS = 7;

/** How likely a streak is to be kept. */
export interface Outlook {
  /** That the user is active today, given the hour; 1 once they are. */
  readonly today: number;
  /** That the streak is alive after today and the six days that follow; null without one. */
  readonly week: number | null;
}

/**
 * The outlook at `now` (milliseconds since the epoch).
 *
 * @param year up to and with the day before today, at least
 */
export function outlookOf(
  settled: Settled,
  year: Year,
  now: number,
  rules: Rules,
  model: Model,
): Outlook {
  const { program } = rules;
  const { tally, today, state } = settled;
  const counts = habitCounts(year)
    .slice(0, Math.max(daysBetween(year.from, today), 0))
    .slice(-WINDOW_DAYS);
  const habit: Habit = habitOf(weekdayOf(addDays(today, -counts.length)), counts);
  const passed = (now - dayBounds(state.timeline, today, program.dayStartHour).start) / HOUR_MS;
  const likely = restOfDay(
    likelihoodOfDay(habit, model),
    passed,
    year.firstHours,
    model.hours,
    program.dayStartHour,
  );
  const isDone = isActive(settled, today);
  const first = isDone ? 1 : likely;
  if (tally.current === 0) return { today: first, week: null };
  const { freezes, xp, activeDays } = tally;
  const stake = {
    freezes,
    xp,
    xpPerActiveDay: xp / Math.max(activeDays, 1),
    daysOff: daysOffAhead(settled, rules, WEEK_DAYS),
  };
  return {
    today: first,
    week: keepsFor(WEEK_DAYS, habit, stake, program.freeze, model, first),
  };
}
