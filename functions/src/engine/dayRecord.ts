import type { Day } from './days';
import type { BadgeRule, Program } from './program';
import { type CappedSums, type Rewards, withXp } from './xp';

/** What a user did on one ledger day: all that the fold reads of it. */
export interface DayRecord {
  /** Accepted activities. */
  readonly count: number;
  /** XP of the day's activities, up to the caps, without and with the weekly bonus; see `Xp`. */
  readonly plainXp: number;
  readonly boostedXp: number;
  /** Absent on days without an activity of a type that has a cap. */
  readonly capped?: CappedSums;
  /** Categories with an activity, sorted. */
  readonly categories: readonly string[];
  /** Activities in the hours that a badge asks for, by badge. */
  readonly hours: Readonly<Record<string, number>>;
  /** Activities by the hour, 0–23, that the user's wall clock showed. */
  readonly byHour: Readonly<Record<string, number>>;
  /** When the first and the last of its activities occurred, in milliseconds since the epoch. */
  readonly firstAt?: number;
  readonly lastAt?: number;
  /** Activities whose device showed another day, which had activity already; see `placement.ts`. */
  readonly fromOtherDays?: readonly FromOtherDay[];
  /** Whether the run was won back that would break on the day; all else follows from rules. */
  readonly granted?: 'recovered';
  /** Freezes that operators have given, or taken where negative; held from the next day on. */
  readonly freezesGiven?: number;
  /** Rewards of the challenges that were completed on the day, which is active then. */
  readonly rewards?: Rewards;
  /** Badges that were earned by the day in an account that was merged into this one, and by no rule here. */
  readonly badges?: readonly string[];
}

/** Activities that count for a day although the clocks of their devices showed another. */
export interface FromOtherDay {
  /** What the devices showed. */
  readonly day: Day;
  readonly zone: string;
  readonly count: number;
}

/** Whether anything is on record of a day. What was judged of it may be stored without. */
export function hasRecord({ count, granted, freezesGiven, rewards }: DayRecord): boolean {
  return count > 0 || [granted, freezesGiven, rewards].some((each) => each !== undefined);
}

/** An activity as the rules see it. */
export interface Activity {
  readonly type: string;
  /** 1 to `program.maxQuantity`. */
  readonly quantity: number;
  /** The hour, 0–23, that the user's wall clock showed. */
  readonly localHour: number;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
}

/** A day on which nothing has happened. */
export const emptyDay: DayRecord = {
  count: 0,
  plainXp: 0,
  boostedXp: 0,
  categories: [],
  hours: {},
  byHour: {},
};

/** The day with one more activity. The order in which activities are added does not matter. */
export function withActivity(day: DayRecord, activity: Activity, program: Program): DayRecord {
  const { counts, capped } = withXp(day.capped, activity, program);
  const category = program.activities[activity.type]?.category;
  const hours = { ...day.hours };
  for (const [badge, { rule }] of Object.entries(program.badges)) {
    if (isWithinHours(rule, activity.localHour)) hours[badge] = (hours[badge] ?? 0) + 1;
  }
  return {
    ...day,
    count: day.count + 1,
    plainXp: day.plainXp + counts.plain,
    boostedXp: day.boostedXp + counts.boosted,
    ...(capped && { capped }),
    categories: category ? [...new Set([...day.categories, category])].sort() : day.categories,
    hours,
    byHour: {
      ...day.byHour,
      [activity.localHour]: (day.byHour[activity.localHour] ?? 0) + 1,
    },
    firstAt: Math.min(day.firstAt ?? Infinity, activity.occurredAt),
    lastAt: Math.max(day.lastAt ?? -Infinity, activity.occurredAt),
  };
}

function isWithinHours(rule: BadgeRule, hour: number): boolean {
  if (rule.kind !== 'hours') return false;
  return rule.from <= rule.to
    ? hour >= rule.from && hour < rule.to
    : hour >= rule.from || hour < rule.to;
}

/** Whether a day that is not sealed has activity. */
export function isActive(
  { state }: { readonly state: { readonly recent: Readonly<Record<Day, { count: number }>> } },
  day: Day,
): boolean {
  return (state.recent[day]?.count ?? 0) > 0;
}
