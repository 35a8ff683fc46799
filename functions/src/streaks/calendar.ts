import type { Day } from '../shared/day';
import { plannedReason } from '../plans/plan';
import type { Program } from '../shared/programSchema';
import { type DayBounds, dayBounds } from '../shared/timeline';
import type { KeptReason } from './dayRecord';
import { keptByZone } from './keptByZone';
import type { LedgerDay } from './ledgerDay';
import type { StreakState } from './streakState';

/** Where a user's days lie. */
export interface Calendar {
  boundsOf(day: Day): DayBounds;
  /** Why a day that was not active is kept by where the user was then, if it is. */
  keptByZone(day: Day): KeptReason | undefined;
  /** The same, or by a plan. */
  keptAhead(day: Day): KeptReason | undefined;
}

/**
 * The calendar of a streak. A day that was sealed in `stored` lies where it was recorded, since the
 * timeline forgets its oldest segments, and plans their oldest days; all others follow from the timeline.
 */
export function calendarOf(state: StreakState, stored: StreakState, program: Program): Calendar {
  const { timeline } = state;
  const sealed = (day: Day) => {
    if (day > stored.checkpoint.through) return undefined;
    const entry = state.recent[day];
    return entry?.verdict === 'open' ? undefined : entry;
  };
  /** The record of a day whose record says why it was kept or that it was not. */
  const judged = (day: Day) => {
    const entry = sealed(day);
    return entry?.verdict === 'active' ? undefined : entry;
  };
  const byZone = (day: Day) => keptByZone(timeline, day, program.dayStartHour);
  return {
    boundsOf(day) {
      const { start, end, zone } = sealed(day) ?? dayBounds(timeline, day, program.dayStartHour);
      return { start, end, zone };
    },
    keptByZone(day) {
      const entry = judged(day);
      const isPlanned = entry?.keptReason === 'paused' || entry?.keptReason === 'rest';
      if (!entry || isPlanned) return byZone(day); // a plan hides the journey of its day
      return aheadOf(entry);
    },
    keptAhead(day) {
      const entry = judged(day);
      return entry ? aheadOf(entry) : (plannedReason(state.plan, day) ?? byZone(day));
    },
  };
}

const askedForApart: ReadonlySet<KeptReason> = new Set(['outage', 'recovered', 'off-day']);

/** The reason of a record, unless it is one that is asked for apart. */
function aheadOf({ keptReason }: LedgerDay): KeptReason | undefined {
  return keptReason && askedForApart.has(keptReason) ? undefined : keptReason;
}
