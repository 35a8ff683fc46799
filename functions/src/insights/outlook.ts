import { type Day, addDays } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { dayBounds } from '../shared/timeline';
import type { LedgerDay } from '../streaks/ledgerDay';
import type { Settled } from '../streaks/settle';
import { daysOffAhead } from './daysOffAhead';
import { type Habit, habitOf } from './prediction/habit';
import { keepsFor } from './prediction/keepsFor';
import { type Model, likelihoodOfDay } from './prediction/likelihood';
import { restOfDay } from './prediction/restOfDay';
import { weekdayOf } from './prediction/weekday';
import { WINDOW_DAYS } from './prediction/window';
import { type Year, habitCounts } from './year';

/** Days of a week, today included. */
const WEEK_DAYS = 7;

const HOUR_MS = 3_600_000;

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
 * @param year as it was built some days ago
 * @param ledger the days since, and those that may have changed since
 */
export function outlookOf(
  settled: Settled,
  year: Year,
  ledger: ReadonlyMap<Day, LedgerDay>,
  now: number,
  program: Program,
  model: Model,
): Outlook {
  const { standing, today, state } = settled;
  const counts = habitCounts(year, ledger, addDays(today, -1)).slice(-WINDOW_DAYS);
  const habit: Habit = habitOf(weekdayOf(addDays(today, -counts.length)), counts);
  const passed = (now - dayBounds(state.timeline, today, program.dayStartHour).start) / HOUR_MS;
  const likely = restOfDay(
    likelihoodOfDay(habit, model),
    passed,
    year.firstHours,
    model.hours,
    program.dayStartHour,
  );
  const isActive = standing.lastActiveDay === today;
  const first = isActive ? 1 : likely;
  if (standing.current === 0) return { today: first, week: null };
  const { freezes, xp, activeDays } = standing;
  const stake = {
    freezes,
    xp,
    xpPerActiveDay: xp / Math.max(activeDays, 1),
    daysOff: daysOffAhead(settled, program, WEEK_DAYS),
  };
  return {
    today: first,
    week: keepsFor(WEEK_DAYS, habit, stake, program.freeze, model, first),
  };
}
