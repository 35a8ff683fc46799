import { plannedReason } from '../plans/plan';
import { type Day, addDays } from '../shared/day';
import { dayBounds } from '../shared/timeline';
import type { DayMark } from '../streaks/dayMark';
import type { Rules } from '../streaks/explain';
import { keptToCome } from '../streaks/keptToCome';
import { keptUnrecorded } from '../streaks/keptUnrecorded';
import type { Settled } from '../streaks/settle';
import type { CalendarDay, GetCalendarResponse } from './contract';
import type { DayRange } from './range';

/** Each day of a range as a calendar shows it. @param marks all days of it that the ledger knows */
export function calendarDays(
  { from, to }: DayRange,
  marks: ReadonlyMap<Day, DayMark>,
  settled: Settled,
  rules: Rules,
): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push({ day, ...shown(day, marks.get(day), settled, rules) });
  }
  return days;
}

function shown(
  day: Day,
  mark: DayMark | undefined,
  settled: Settled,
  rules: Rules,
): Omit<CalendarDay, 'day'> {
  const nothing = { keptReason: null, activities: 0, xp: 0 };
  const { state, today, standing } = settled;
  const toCome = keptToCome(day, settled, rules.program) ?? null;
  if (day > today) {
    return { ...nothing, verdict: 'future', keptReason: toCome, current: null };
  }
  if (mark && mark.verdict !== 'open') {
    const { verdict, keptReason = null, count, xp, current } = mark;
    const isRecovered = keptReason === 'recovered';
    return {
      verdict: isRecovered ? 'recovered' : verdict,
      keptReason,
      activities: count,
      xp,
      current,
    };
  }
  if (day === today) {
    return { ...nothing, verdict: 'open', keptReason: toCome, current: standing.current };
  }
  const bounds = dayBounds(state.timeline, day, rules.program.dayStartHour);
  const keptReason =
    plannedReason(state.plan, day) ?? keptUnrecorded(day, bounds, state, rules) ?? null;
  return { ...nothing, verdict: keptReason ? 'kept' : 'missed', keptReason, current: 0 };
}

/** What the days of a calendar come to. */
export function totalsOf(days: readonly CalendarDay[]): GetCalendarResponse['totals'] {
  const withVerdict = (wanted: CalendarDay['verdict']) =>
    days.filter(({ verdict }) => verdict === wanted).length;
  return {
    active: withVerdict('active'),
    frozen: withVerdict('frozen'),
    recovered: withVerdict('recovered'),
    kept: withVerdict('kept'),
    broken: withVerdict('broken'),
    missed: withVerdict('missed'),
    activities: days.reduce((sum, { activities }) => sum + activities, 0),
    xp: days.reduce((sum, { xp }) => sum + xp, 0),
  };
}
