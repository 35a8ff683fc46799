import type { Participation, Participations } from './challenges';
import type { Day } from './days';
import { completionId } from './events';
import type { OutageList } from './outages';
import { type PlacedActivity, unplacedFrom } from './placement';
import type { Program } from './program';
import { countOutOfAttempts } from './recovery';
import { Refusal } from './refusal';
import { LATE_WINDOW_MS, settle, type Settled } from './settle';
import type { StreakState } from './streakState';
import { isDeepStrictEqual } from 'node:util';

/** A streak without an activity that had been logged. */
export interface Undone {
  readonly settled: Settled;
  /** Activities that count for another day now, by their ids. */
  readonly moved: Readonly<Record<string, Day>>;
  /** Challenges that had been completed and are not any more. */
  readonly reopened: readonly string[];
}

/**
 * Takes an activity back and settles the streak at `now` (milliseconds since the epoch): it is what it would be
 * had the activity never been logged. What users have been told stays known, so that nothing is told twice.
 * An activity can be taken back for as long as one of its time would be accepted.
 *
 * @param known all activities that count for days which are not sealed
 * @throws Refusal `day-sealed` or `not-undoable`, or StaleOutagesError
 */
export function undoActivity(
  state: StreakState,
  activity: PlacedActivity,
  known: readonly PlacedActivity[],
  now: number,
  program: Program,
  outages: OutageList,
): Undone {
  const { day, occurredAt } = activity;
  const sealed = settle(state, now, program, outages).state.checkpoint.through;
  if (occurredAt < now - LATE_WINDOW_MS || day <= sealed) {
    const message = `The activity counts for ${day}, which is settled: it can be taken back for 48 hours after it happened.`;
    throw new Refusal('day-sealed', message, { day });
  }
  const left = unplacedFrom(state, activity, known, program);
  if (!left) {
    const message = 'There are too many activities on the last days to take one back.';
    throw new Refusal('not-undoable', message);
  }
  const { enrolments, reset } = judgedAnew(state.enrolments, left.state.enrolments);
  const told = [...state.told, ...reset.map(completionId)];
  const undone = countOutOfAttempts({ ...left.state, enrolments, told }, occurredAt);
  const settled = settle(undone, now, program, outages, state);
  return {
    settled,
    moved: Object.fromEntries(left.moved.map((each) => [each.activityId, each.day])),
    reopened: reset.filter((id) => settled.challenges[id]?.completedOn === null),
  };
}

/** Once completed, a challenge stays so, unless something that counted in it is taken back. */
function judgedAnew(before: Participations, after: Participations) {
  const reset: string[] = [];
  const each = Object.entries(after).map(([id, participation]): [string, Participation] => {
    const known = before[id];
    if (known?.completedOn === null || isDeepStrictEqual(known?.open, participation.open)) {
      return [id, participation];
    }
    reset.push(id);
    return [id, { ...participation, completedOn: null }];
  });
  return { enrolments: Object.fromEntries(each), reset };
}
