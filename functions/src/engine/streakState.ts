import type { Participations } from './challenges';
import { emptyDay } from './dayRecord';
import type { Day } from './days';
import type { LedgerDay, SealedDays } from './ledger';
import { noPlan, type Plan } from './plans';
import type { Program } from './program';
import type { RecoveryAttempt } from './recovery';
import { Refusal } from './refusal';
import { newTally, type Tally } from './tally';
import type { Timeline } from './timeline';

/** A user's streak as it is stored: a sealed checkpoint and the days that may still change. */
export interface StreakState {
  readonly timeline: Timeline;
  /** The tally after the last sealed day. */
  readonly checkpoint: Tally;
  /** Sealed days of the checkpoint's month, for calendars. */
  readonly sealedDays: SealedDays;
  /** The days after the checkpoint of which there is something to say. */
  readonly recent: Readonly<Record<Day, LedgerDay>>;
  readonly plan: Plan;
  /** Recoveries that were begun and that an activity may still count for. */
  readonly attempts: readonly RecoveryAttempt[];
  /**
   * Participations in challenges that may still change, by challenge. Stored as `enrolments`, the name of
   * earlier versions.
   */
  readonly enrolments: Participations;
  /** Ids of the achievements on recent days that have been made events, also of those that were lost since. */
  readonly told: readonly string[];
  /** When it was last settled, in milliseconds since the epoch. */
  readonly settledAt: number;
  /** The version of the list of outages that it was last settled with. */
  readonly outagesVersion: number;
  /** How often days that were sealed have been opened again, to be judged anew. */
  readonly reopened: number;
  /** Whether the user takes part in leaderboards, so that their scores are kept. */
  readonly listed: boolean;
  /** When to remind of a run that may be lost, in hours of the wall clock; null: in the evening. */
  readonly remindHour: number | null;
}

/**
 * The streak of someone who has done nothing yet and lives in `zone`.
 *
 * @param from when that was first reported, in milliseconds since the epoch
 */
export function newStreak(zone: string, from = 0): StreakState {
  return {
    timeline: [{ from, zone }],
    checkpoint: newTally('1970-01-01'),
    sealedDays: { from: '1970-01-01', text: '' },
    recent: {},
    plan: noPlan,
    attempts: [],
    enrolments: {},
    told: [],
    settledAt: 0,
    outagesVersion: 0,
    reopened: 0,
    listed: false,
    remindHour: null,
  };
}

/** A day on which nothing has happened and that is not judged yet. */
export function openDay(zone: string, program: Program): LedgerDay {
  return {
    ...emptyDay,
    verdict: 'open',
    changes: 0,
    xp: 0,
    current: 0,
    freezesBefore: 0,
    freezes: 0,
    zone,
    start: 0,
    end: 0,
    programVersion: program.version,
  };
}

/** The streak of a user who must be known already. @throws Refusal `time-zone-unset` */
export function knownStreak(state: StreakState | undefined): StreakState {
  if (state) return state;
  throw new Refusal(
    'time-zone-unset',
    'No time zone is known for this user yet. Call setTimeZone once, or send timeZone along.',
  );
}
