import type { Day } from '../shared/day';
import type { Program } from '../shared/programSchema';
import { type Activity, type DayRecord, emptyDay, withActivity } from '../streaks/dayRecord';
import type { Challenge } from './challenge';
import { type Sum, nothing } from './sum';

/** What counts of one day. */
export type Counted = Pick<DayRecord, 'count' | 'plainXp' | 'boostedXp' | 'capped' | 'categories'>;

/** A user's part in a challenge, for as long as anything may still change about it. */
export interface Enrolment extends Challenge {
  /** Milliseconds since the epoch. */
  readonly joinedAt: number;
  /** The user's streak day then. */
  readonly joinedOn: Day;
  /** What counted on days that are sealed. */
  readonly sealed: Sum;
  /** What counts of each day after them. */
  readonly open: Readonly<Record<Day, Counted>>;
  /** How much of the goal's target has been reached, at most all. */
  readonly value: number;
  /** The first day by whose end all was reached; once there, it never goes away. */
  readonly completedOn: Day | null;
}

/** Enrolments by the challenge's id. */
export type Enrolments = Readonly<Record<string, Enrolment>>;

/** A user's part in a challenge that they join at an instant, before anything counts. */
export function newEnrolment(challenge: Challenge, joinedAt: number, joinedOn: Day): Enrolment {
  const { title, goal, window, reward } = challenge;
  return {
    ...{ title, goal, window, reward, joinedAt, joinedOn },
    ...{ sealed: nothing, open: {}, value: 0, completedOn: null },
  };
}

/** An activity with where it lies. */
export interface PlacedActivity extends Activity {
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  readonly day: Day;
}

/** The enrolments with one more activity. The order in which activities are added does not matter. */
export function withCounted(
  enrolments: Enrolments,
  activity: PlacedActivity,
  program: Program,
): Enrolments {
  const counting = Object.entries(enrolments).filter(([, each]) => counts(each, activity));
  if (counting.length === 0) return enrolments;
  const grown = counting.map(([id, enrolment]) => {
    const before = { ...emptyDay, ...enrolment.open[activity.day] };
    const day = counted(withActivity(before, activity, program));
    return [id, { ...enrolment, open: { ...enrolment.open, [activity.day]: day } }] as const;
  });
  return { ...enrolments, ...Object.fromEntries(grown) };
}

/** What counts of a day all of which counts. */
export function counted({ count, plainXp, boostedXp, capped, categories }: Counted): Counted {
  return { count, plainXp, boostedXp, ...(capped && { capped }), categories };
}

/** Whether a whole day counts: days do, from that of joining on. */
export function countsDay({ window, joinedOn }: Enrolment, day: Day): boolean {
  if (window.kind !== 'days') return false;
  return day >= window.first && day <= window.last && day >= joinedOn;
}

function counts(enrolment: Enrolment, { occurredAt, day }: PlacedActivity): boolean {
  const { window, joinedAt } = enrolment;
  if (window.kind === 'days') return countsDay(enrolment, day);
  return occurredAt >= Math.max(window.from, joinedAt) && occurredAt < window.to;
}
