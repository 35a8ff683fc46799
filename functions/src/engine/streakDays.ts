import { type Day, daysFrom, earlierDay, laterDay } from './days';
import { type DayFacts, type KeptReason, keptReason } from './keptDay';
import type { LedgerDay } from './ledger';
import { coveringOutage, type OutageList, touchedDays } from './outages';
import { plannedDays, plannedReason } from './plans';
import { offWeekdays, type Program } from './program';
import type { StreakState } from './streakState';
import type { Tally } from './tally';
import { type DayBounds, dayBounds, isSkippedDate, passedOver } from './timeline';
import { skippedDates } from './zones';

/** What days are judged by, besides what is known of their user. */
export interface Rules {
  readonly program: Program;
  /** Outages in force. */
  readonly outages: OutageList;
}

/** The days of one streak: where they lie, and what keeps them. */
export interface StreakDays extends DayFacts {
  readonly program: Program;
  readonly boundsOf: (day: Day) => DayBounds;
  /** As `Ledger` of the fold has it. */
  readonly mayBeKeptWithoutRun: (from: Day, to: Day) => readonly Day[];
}

/** What the timeline and the plan of a streak say of days that the ledger says nothing of. */
export function factsOf(
  { timeline, plan, recent }: Pick<StreakState, 'timeline' | 'plan' | 'recent'>,
  { program, outages }: Rules,
): StreakDays {
  const boundsOf = (day: Day) => dayBounds(timeline, day, program.dayStartHour);
  return {
    program,
    boundsOf,
    planned: (day) => plannedReason(plan, day),
    passedOver: (day) => passedOver(timeline, day, program.dayStartHour),
    isSkippedDate: (day) => isSkippedDate(timeline, day, program.dayStartHour),
    keptByOutage: (day) => coveringOutage(boundsOf(day), outages.outages) !== undefined,
    isWonBack: (day) => recent[day]?.granted === 'recovered',
    mayBeKeptWithoutRun(from, to) {
      const within = (first: Day, last: Day) =>
        daysFrom(laterDay(first, from), earlierDay(last, to));
      return [
        ...plannedDays(plan, from, to),
        ...timeline.flatMap(({ zone }) => skippedDates(zone, from, to)),
        ...offWeekdays(program, from, to),
        ...outages.outages.map(touchedDays).flatMap(({ first, last }) => within(first, last)),
      ];
    },
  };
}

/**
 * What is known of a streak's days when it is folded. A day that was sealed in `stored` lies where it was
 * recorded and keeps its reason, since the timeline forgets its oldest segments, and plans their oldest
 * days; all others follow from the timeline and the plan.
 */
export function recordedFacts(state: StreakState, stored: StreakState, rules: Rules): StreakDays {
  const unrecorded = factsOf(state, rules);
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
  const boundsOf = (day: Day) => {
    const { start, end, zone, zones } = sealed(day) ?? unrecorded.boundsOf(day);
    return { start, end, zone, ...(zones && { zones }) };
  };
  return {
    ...unrecorded,
    boundsOf,
    planned(day) {
      const entry = judged(day);
      return entry ? plannedOf(entry) : unrecorded.planned(day);
    },
    passedOver: (day) =>
      (sealed(day) ?? { passedOver: unrecorded.passedOver(day) }).passedOver ?? [],
    isSkippedDate(day) {
      const { start, end } = boundsOf(day);
      return start === end;
    },
    keptByOutage: (day) => coveringOutage(boundsOf(day), rules.outages.outages) !== undefined,
  };
}

function plannedOf({ keptReason: recorded }: LedgerDay): 'paused' | 'rest' | undefined {
  return recorded === 'paused' || recorded === 'rest' ? recorded : undefined;
}

/** The first day that is not judged yet, and how the run stands before it. */
export interface NextDay {
  readonly day: Day;
  readonly run: Tally;
}

/**
 * Why a day is kept that the fold has not judged: one of the past that the ledger says nothing of, an open
 * one or one to come. What is not known yet keeps no day: what depends on the run is known of the next day
 * only, since it depends on the days before.
 */
export function keptUnjudged(
  day: Day,
  { state, next }: { readonly state: StreakState; readonly next: NextDay },
  rules: Rules,
): KeptReason | undefined {
  return keptReason(day, factsOf(state, rules), day === next.day ? next.run : undefined);
}
