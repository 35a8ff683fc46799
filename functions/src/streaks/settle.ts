import { isDeepStrictEqual } from 'node:util';
import { type Day, addDays, earlierDay } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { type Timeline, dayAt, dayBounds } from '../shared/timeline';
import { type StreakEvent, achievementEvents, verdictEvents } from './events';
import { type JudgedDay, type Ledger, fold } from './fold';
import { keptByZone } from './keptByZone';
import type { LedgerDay } from './ledgerDay';
import { emptyDay } from './dayRecord';
import type { StreakState } from './streakState';
import type { Tally } from './tally';

/** How far back an activity may have occurred; a day is sealed no sooner after its end. */
export const LATE_WINDOW_MS = 48 * 3_600_000;

/** A day is sealed no sooner than when this many later days, today included, have begun. */
const OPEN_DAYS = 4;

/** A streak at an instant. */
export interface Settled {
  readonly state: StreakState;
  readonly today: Day;
  /** The tally after today when today is active, otherwise after yesterday. */
  readonly standing: Tally;
  /** Judged days that differ from what was stored. */
  readonly changedDays: Readonly<Record<Day, LedgerDay>>;
  readonly events: readonly StreakEvent[];
  /**
   * When the streak must be settled again although nobody acts: the end of its first uncovered
   * day, in milliseconds since the epoch. Null when there is no run to lose.
   */
  readonly lapseAt: number | null;
}

/**
 * Judges all days that have ended by `now` (milliseconds since the epoch), and today if it is active,
 * from the checkpoint on; seals the days that no accepted activity can reach any more. The outcome
 * depends only on the days' records, never on when or how often it was settled before. Time does not
 * run backwards for a user: an instance whose clock is behind settles at the last instant again.
 *
 * @param stored what is stored, when `state` is that with something added
 */
export function settle(
  state: StreakState,
  now: number,
  program: Program,
  stored: StreakState = state,
): Settled {
  const at = Math.max(now, state.settledAt);
  const today = dayAt(state.timeline, at, program.dayStartHour);
  const isActive = (state.recent[today]?.count ?? 0) > 0;
  const ledger: Ledger = {
    program,
    records: new Map(Object.entries(state.recent)),
    keptByZone: (day) => keptByZone(state.timeline, day, program.dayStartHour),
  };
  const last = isActive ? today : addDays(today, -1);
  const { tally: standing, days } = fold(state.checkpoint, last, ledger);

  const recent: Record<Day, LedgerDay> = { ...state.recent };
  const events: StreakEvent[] = [];
  for (const judged of days) {
    const before = state.recent[judged.day];
    const after = ledgerDay(judged, before, state.timeline, program);
    recent[judged.day] = after;
    events.push(...verdictEvents(judged.day, before, after));
  }
  const achieved = days.flatMap(achievementEvents);
  events.push(...achieved.filter(({ id }) => !state.told.includes(id)));

  const sealed = sealedThrough(state.timeline, at, today, program);
  const checkpoint = fold(state.checkpoint, sealed, ledger).tally;
  const isOpen = (day: Day) => day > checkpoint.through;
  const changed = Object.entries(recent).filter(
    ([day, entry]) => entry.verdict !== 'open' && !isDeepStrictEqual(entry, stored.recent[day]),
  );
  return {
    state: {
      timeline: state.timeline,
      checkpoint,
      recent: Object.fromEntries(Object.entries(recent).filter(([day]) => isOpen(day))),
      told: achieved.filter(({ day }) => isOpen(day)).map(({ id }) => id),
      settledAt: at,
    },
    today,
    standing,
    changedDays: Object.fromEntries(changed),
    events,
    lapseAt: lapseInstant(state.timeline, ledger, standing, today),
  };
}

/** The last day that no activity can be put on any more, and that no longer counts as recent. */
function sealedThrough(timeline: Timeline, at: number, today: Day, program: Program): Day {
  const reachable = dayAt(timeline, at - LATE_WINDOW_MS, program.dayStartHour);
  return earlierDay(addDays(reachable, -1), addDays(today, -OPEN_DAYS));
}

/** The ledger entry of a day that has been judged. */
function ledgerDay(
  judged: JudgedDay,
  before: LedgerDay | undefined,
  timeline: Timeline,
  program: Program,
): LedgerDay {
  const { day, verdict, keptReason, xp } = judged;
  const wasOtherwise = before && before.verdict !== 'open' && before.verdict !== verdict;
  const { count, plainXp, boostedXp, categories, hours, granted } = before ?? emptyDay;
  return {
    count,
    plainXp,
    boostedXp,
    categories,
    hours,
    ...(granted && { granted }),
    verdict,
    ...(keptReason && { keptReason }),
    changes: (before?.changes ?? 0) + (wasOtherwise ? 1 : 0),
    xp,
    ...(verdict === 'broken' && { lost: judged.before.current }),
    current: judged.after.current,
    freezesBefore: judged.before.freezes,
    freezes: judged.after.freezes,
    ...dayBounds(timeline, day, program.dayStartHour),
    programVersion: program.version,
  };
}

/** When the first day ends that nothing covers yet; `Settled.lapseAt` says why. */
function lapseInstant(
  timeline: Timeline,
  ledger: Ledger,
  standing: Tally,
  today: Day,
): number | null {
  const endOf = (day: Day) => dayBounds(timeline, day, ledger.program.dayStartHour).end;
  const isActive = (day: Day) => (ledger.records.get(day)?.count ?? 0) > 0;
  const isAhead = [...ledger.records.keys()].some((day) => day > today && isActive(day));
  if (isAhead) return endOf(today);
  if (standing.current === 0) return null;
  let day = addDays(standing.through, 1);
  while (ledger.records.get(day)?.granted ?? ledger.keptByZone(day)) day = addDays(day, 1);
  return endOf(day);
}
