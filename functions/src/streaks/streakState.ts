import { type Enrolments, withCounted } from '../challenges/enrolment';
import { type Plan, noPlan } from '../plans/plan';
import { type RecoveryAttempt, countInAttempts } from '../recovery/attempt';
import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { type Timeline, dayAt, segmentAt } from '../shared/timeline';
import { zoneOffset } from '../shared/zoneOffset';
import { type Activity, emptyDay, withActivity } from './dayRecord';
import type { LedgerDay } from './ledgerDay';
import type { SealedDays } from './sealedDays';
import { type Tally, newTally } from './tally';

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
  /** Challenges that the user has joined and that may still change. */
  readonly enrolments: Enrolments;
  /** Ids of the achievements on recent days that have been made events. */
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

/** The streak of someone who has done nothing yet and lives in `zone`. */
export function newStreak(zone: string): StreakState {
  return {
    timeline: [{ from: 0, zone, floor: '' }],
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

/** The ledger day that an activity at `occurredAt` (milliseconds since the epoch) belongs to. */
export function dayOfActivity(
  { timeline }: StreakState,
  occurredAt: number,
  program: Program,
): Day {
  return dayAt(timeline, occurredAt, program.dayStartHour);
}

/**
 * The streak with one more activity on its day, not settled yet. The caller has checked that the
 * day is not sealed.
 */
export function addActivity(
  state: StreakState,
  activity: Omit<Activity, 'localHour'>,
  program: Program,
): StreakState {
  const { occurredAt } = activity;
  const day = dayOfActivity(state, occurredAt, program);
  const { zone } = segmentAt(state.timeline, occurredAt);
  const localHour = localHourAt(state, occurredAt);
  const entry = state.recent[day] ?? openDay(zone, program);
  const placed = { ...activity, localHour, day };
  const record = withActivity(entry, placed, program);
  const recent = { ...state.recent, [day]: { ...entry, ...record } };
  const enrolments = withCounted(state.enrolments, placed, program);
  return countInAttempts({ ...state, recent, enrolments }, occurredAt);
}

/** The hour, 0–23, that the user's wall clock showed at an instant (milliseconds since the epoch). */
export function localHourAt({ timeline }: StreakState, instant: number): number {
  const { zone } = segmentAt(timeline, instant);
  return new Date(instant + zoneOffset(zone, instant)).getUTCHours();
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
