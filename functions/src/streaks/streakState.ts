import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { type Timeline, dayAt, segmentAt } from '../shared/timeline';
import { zoneOffset } from '../shared/zoneOffset';
import { type Activity, emptyDay, withActivity } from './dayRecord';
import type { LedgerDay } from './ledgerDay';
import { type Tally, newTally } from './tally';

/** A user's streak as it is stored: a sealed checkpoint and the days that may still change. */
export interface StreakState {
  readonly timeline: Timeline;
  /** The tally after the last sealed day. */
  readonly checkpoint: Tally;
  /** The days after the checkpoint of which there is something to say. */
  readonly recent: Readonly<Record<Day, LedgerDay>>;
  /** Ids of the achievements on recent days that have been made events. */
  readonly told: readonly string[];
  /** When it was last settled, in milliseconds since the epoch. */
  readonly settledAt: number;
}

/** The streak of someone who has done nothing yet and lives in `zone`. */
export function newStreak(zone: string): StreakState {
  return {
    timeline: [{ from: 0, zone, floor: '' }],
    checkpoint: newTally('1970-01-01'),
    recent: {},
    told: [],
    settledAt: 0,
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
  activity: Omit<Activity, 'localHour'> & { readonly occurredAt: number },
  program: Program,
): StreakState {
  const { occurredAt } = activity;
  const day = dayOfActivity(state, occurredAt, program);
  const { zone } = segmentAt(state.timeline, occurredAt);
  const localHour = new Date(occurredAt + zoneOffset(zone, occurredAt)).getUTCHours();
  const entry = state.recent[day] ?? openDay(zone, program);
  const record = withActivity(entry, { ...activity, localHour }, program);
  return { ...state, recent: { ...state.recent, [day]: { ...entry, ...record } } };
}

function openDay(zone: string, program: Program): LedgerDay {
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
