import { type Day, monthOf } from '../shared/day';
import { weekName } from '../shared/period';
import type { DayRecord } from './dayRecord';

/** What a week or a month has brought up to its last active day. */
export interface PeriodTally {
  /** `2026-W09` or `2026-03`. */
  readonly period: string;
  readonly activeDays: number;
  /** XP of its days, rewards included. */
  readonly xp: number;
  /** When the last activity of its last active day occurred, in milliseconds since the epoch. */
  readonly reachedAt: number;
}

/** How the week and the month of the last active day stand. */
export interface PeriodTallies {
  readonly week: PeriodTally | null;
  readonly month: PeriodTally | null;
}

/** The tallies with one more active day, later than all before it, which brought `xp`. */
export function withActiveDay(
  { week, month }: PeriodTallies,
  day: Day,
  { lastAt = 0 }: Pick<DayRecord, 'lastAt'>,
  xp: number,
): PeriodTallies {
  const brought = { xp, reachedAt: lastAt };
  return {
    week: added(week, weekName(day), brought),
    month: added(month, monthOf(day), brought),
  };
}

function added(
  tally: PeriodTally | null,
  period: string,
  { xp, reachedAt }: Pick<PeriodTally, 'xp' | 'reachedAt'>,
): PeriodTally {
  const before = tally?.period === period ? tally : { activeDays: 0, xp: 0, reachedAt: 0 };
  return {
    period,
    activeDays: before.activeDays + 1,
    xp: before.xp + xp,
    reachedAt: Math.max(before.reachedAt, reachedAt),
  };
}
