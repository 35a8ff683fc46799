import { addDays } from './days';
import { nextNudgeAt, nudgesOf } from './nudges';
import type { Program } from './program';
import type { Settled } from './settle';
import type { StreakState } from './streakState';
import type { Tally } from './tally';
import { dayBounds, dayEndingAt } from './timeline';
import { levelOf } from './xp';
import { streakDayStart } from './zones';

/** The local hour at which somebody is reminded of a streak that they may lose, if they prefer no other. */
export const REMIND_HOUR = 20;

/**
 * When somebody is to be reminded: at their hour, or in the evening, for the last time before the day ends
 * that a run may be lost on, by the clock of the zone in force; within the day where it starts late or ends
 * early. Null without a run to lose.
 *
 * @param lapseAt as in `Settled`; instants in milliseconds since the epoch
 */
export function remindInstant(
  { timeline, remindHour }: Pick<StreakState, 'timeline' | 'remindHour'>,
  lapseAt: number | null,
  { dayStartHour }: Pick<Program, 'dayStartHour'>,
): number | null {
  if (lapseAt === null) return null;
  const day = dayEndingAt(timeline, lapseAt, dayStartHour);
  const { start, end, zone } = dayBounds(timeline, day, dayStartHour);
  const hour = remindHour ?? REMIND_HOUR;
  const dates = [2, 1, 0].map((ahead) => addDays(day, ahead));
  const evenings = dates.map((date) => streakDayStart(date, zone, hour));
  return Math.min(Math.max(evenings.find((evening) => evening < end) ?? start, start), end - 1);
}

/** What a user document says of a streak, apart from where it is found and from scores. */
export interface UserFields {
  readonly lapseAt: number | null;
  /** When to remind of the run that may be lost, or to nudge; null where there is nothing to say, or once it is said. */
  readonly remindAt?: number | null;
  readonly streak: StreakState;
  /** The tally when the document was written, for clients that read the document. */
  readonly standing: Tally;
  readonly level: number;
  readonly programVersion: string;
}

/** The earlier of two instants that may not come. */
export function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

/** What came due so shortly before somebody did something may not have been said yet. */
const UNSAID_MS = 30 * 60_000;

/** What the document of a user says whose streak is `settled`. */
export function userFields(settled: Settled, program: Program): UserFields {
  const nudgeAt = nextNudgeAt(nudgesOf(settled, program), settled.state.settledAt - UNSAID_MS);
  return {
    lapseAt: settled.lapseAt,
    remindAt: earlier(remindInstant(settled.state, settled.lapseAt, program), nudgeAt),
    streak: settled.state,
    standing: settled.tally,
    level: levelOf(settled.tally.xp, program).level,
    programVersion: program.version,
  };
}
