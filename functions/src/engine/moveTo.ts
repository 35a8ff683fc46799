import type { Day } from './days';
import { type PlacedActivity, placedAnew } from './placement';
import type { Program } from './program';
import { newStreak, type StreakState } from './streakState';
import { isSameTimeline, withZone } from './timeline';
import { checkTimeZone } from './zones';

/** A zone that a user says to be in. */
export interface ReportedZone {
  readonly timeZone: string;
  /** Whether devices no longer change the zone, or do again. */
  readonly fixed?: boolean | undefined;
}

/** A streak after a report of a zone, not settled yet. */
export interface Moved {
  readonly state: StreakState;
  /** What it was before; a new one for a user of whom nothing was known. */
  readonly stored: StreakState;
  /** Activities that count for another day than before, by their ids. */
  readonly moved: Readonly<Record<string, Day>>;
}

/**
 * The day after which `moveTo` needs all activities of the user, since some are dated ahead of the report.
 * Undefined where it needs none, which is as good as always.
 */
export function moveNeedsActivitiesAfter(
  state: StreakState | undefined,
  reported: ReportedZone,
  now: number,
): Day | undefined {
  if (!state) return undefined;
  const at = Math.max(now, state.settledAt);
  const isAhead = Object.values(state.recent).some(({ lastAt = 0 }) => lastAt >= at);
  if (!isAhead || isSameTimeline(zoned(state, reported, now).timeline, state.timeline))
    return undefined;
  return state.checkpoint.through;
}

/**
 * The streak of a user who says to be in a zone at `now` (milliseconds since the epoch). No change comes
 * before an earlier one, also where the clock of the instance is behind; what activities report that are
 * dated ahead comes after it.
 *
 * @param state undefined for a user of whom nothing is known yet
 * @param others what `moveNeedsActivitiesAfter` asks for
 * @throws Refusal `unknown-time-zone` or `too-many-zone-changes`
 */
export function moveTo(
  state: StreakState | undefined,
  reported: ReportedZone,
  now: number,
  program: Program,
  others: readonly PlacedActivity[] = [],
): Moved {
  const stored = state ?? newStreak(checkTimeZone(reported.timeZone), now);
  const changed = zoned(stored, reported, now);
  const isMoved = !isSameTimeline(changed.timeline, stored.timeline);
  const isWithOthers = isMoved && others.length > 0;
  const placed = isWithOthers ? placedAnew(stored, changed.timeline, others, program) : undefined;
  const moved = placed?.moved.map(({ activityId, day }) => [activityId, day] as const) ?? [];
  return { state: placed?.state ?? changed, stored, moved: Object.fromEntries(moved) };
}

function zoned(state: StreakState, { timeZone, fixed }: ReportedZone, now: number): StreakState {
  const report = { at: Math.max(now, state.settledAt), zone: checkTimeZone(timeZone) };
  const timeline = withZone(state.timeline, report, fixed);
  return timeline === state.timeline ? state : { ...state, timeline };
}
