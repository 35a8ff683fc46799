import { type Activity, type DayRecord, emptyDay, withActivity } from './dayRecord';
import { addDays, type Day } from './days';
import type { Program } from './program';
import type { Reward } from './xp';

/**
 * What has to be done. `active-days`: days with an activity. `every-day`: as many of them as the window has
 * days. `activities` and `xp`: sums of the days; XP counts as it does for the user, with the weekly bonus and
 * without rewards. `run`: active days in a row. `categories`: different categories.
 */
export interface Goal {
  readonly kind: 'active-days' | 'every-day' | 'activities' | 'xp' | 'run' | 'categories';
  /** How many of them. */
  readonly target: number;
}

/** When it counts. */
export type Window =
  /** Streak days of each user, in their own zone; both count. */
  | { readonly kind: 'days'; readonly first: Day; readonly last: Day }
  /** The same instants for everybody, in milliseconds since the epoch; `to` is not in it. */
  | { readonly kind: 'instants'; readonly from: number; readonly to: number };

/** Something to take part in, with what those get who reach its goal. */
export interface Challenge {
  readonly title: string;
  readonly goal: Goal;
  readonly window: Window;
  readonly reward: Reward;
}

/** What counts of one day. */
export type Counted = Pick<DayRecord, 'count' | 'plainXp' | 'boostedXp' | 'capped' | 'categories'>;

/** What counted on some days, as far as any goal asks. */
export interface Sum {
  readonly activeDays: number;
  readonly activities: number;
  readonly xp: number;
  /** Sorted. */
  readonly categories: readonly string[];
  /** The days, in order; only where the goal is a run. */
  readonly days: readonly Day[];
  /** Sealed days without activity that end no run, after days that are in one. Absent where there is none. */
  readonly excused?: readonly Day[];
}

const nothing: Sum = { activeDays: 0, activities: 0, xp: 0, categories: [], days: [] };

/** The sum with a later day. @param boosted whether the weekly bonus counts for the day's XP */
export function withDay(
  sum: Sum,
  day: Day,
  { count, plainXp, boostedXp, categories }: Counted,
  boosted: boolean,
  { kind }: Goal,
): Sum {
  return {
    ...sum,
    activeDays: sum.activeDays + 1,
    activities: sum.activities + count,
    xp: sum.xp + (boosted ? boostedXp : plainXp),
    categories: [...new Set([...sum.categories, ...categories])].sort(),
    days: kind === 'run' ? [...sum.days, day] : sum.days,
  };
}

/**
 * How much of a goal a sum makes, more than the target included.
 *
 * @param isExcused whether a day that was not active does not end a run
 */
export function valueOf(sum: Sum, { kind }: Goal, isExcused: (day: Day) => boolean): number {
  switch (kind) {
    case 'active-days':
    case 'every-day':
      return sum.activeDays;
    case 'activities':
      return sum.activities;
    case 'xp':
      return sum.xp;
    case 'categories':
      return sum.categories.length;
    case 'run':
      return longestRun(sum.days, isExcused);
  }
}

function longestRun(days: readonly Day[], isExcused: (day: Day) => boolean): number {
  let [longest, run] = [0, 0];
  for (const [index, day] of days.entries()) {
    const before = days[index - 1];
    const goesOn = before !== undefined && areExcused(addDays(before, 1), day, isExcused);
    run = goesOn ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** The sum of sealed days with those until `through` that end no run: nobody can tell once they are judged no more. */
export function withExcused(
  { excused: _before, ...sum }: Sum,
  through: Day,
  isExcused: (day: Day) => boolean,
): Sum {
  const excused = sum.days.flatMap((active) => {
    const days: Day[] = [];
    let day = addDays(active, 1);
    for (; day <= through && !sum.days.includes(day) && isExcused(day); day = addDays(day, 1)) {
      days.push(day);
    }
    return days;
  });
  return excused.length > 0 ? { ...sum, excused } : sum;
}

/** Whether every day from `first` to the one before `next` is excused. */
function areExcused(first: Day, next: Day, isExcused: (day: Day) => boolean): boolean {
  for (let day = first; day < next; day = addDays(day, 1)) if (!isExcused(day)) return false;
  return true;
}

/** A user's participation in a challenge, for as long as anything may still change about it. */
export interface Participation extends Challenge {
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

/** Participations by the challenge's id. */
export type Participations = Readonly<Record<string, Participation>>;

/** A user's participation in a challenge that they join at an instant, before anything counts. */
export function newParticipation(
  challenge: Challenge,
  joinedAt: number,
  joinedOn: Day,
): Participation {
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

/** The participations with one more activity. The order in which activities are added does not matter. */
export function withCounted(
  participations: Participations,
  activity: PlacedActivity,
  program: Program,
): Participations {
  const counting = Object.entries(participations).filter(([, each]) => counts(each, activity));
  if (counting.length === 0) return participations;
  const grown = counting.map(([id, participation]) => {
    const before = { ...emptyDay, ...participation.open[activity.day] };
    const day = counted(withActivity(before, activity, program));
    return [
      id,
      { ...participation, open: { ...participation.open, [activity.day]: day } },
    ] as const;
  });
  return { ...participations, ...Object.fromEntries(grown) };
}

/** What counts of a day all of which counts. */
export function counted({ count, plainXp, boostedXp, capped, categories }: Counted): Counted {
  return { count, plainXp, boostedXp, ...(capped && { capped }), categories };
}

/** Whether a whole day counts: days do, from that of joining on. */
export function countsDay({ window, joinedOn }: Participation, day: Day): boolean {
  if (window.kind !== 'days') return false;
  return day >= window.first && day <= window.last && day >= joinedOn;
}

function counts(participation: Participation, { occurredAt, day }: PlacedActivity): boolean {
  const { window, joinedAt } = participation;
  if (window.kind === 'days') return countsDay(participation, day);
  return occurredAt >= Math.max(window.from, joinedAt) && occurredAt < window.to;
}
