import type { BadgeRule, Program } from '../shared/programSchema';

/** Why a day without activity does not count against a streak. */
export type KeptReason = 'travel' | 'skipped-date' | 'recovered' | 'paused' | 'outage';

/** What a user did on one ledger day: all that the fold reads of it. */
export interface DayRecord {
  /** Accepted activities. */
  readonly count: number;
  /** XP of the day's activities without and with the weekly bonus; the fold says which counts. */
  readonly plainXp: number;
  readonly boostedXp: number;
  /** Categories with an activity, sorted. */
  readonly categories: readonly string[];
  /** Activities in the hours that a badge asks for, by badge. */
  readonly hours: Readonly<Record<string, number>>;
  /** A reason to keep the day that someone granted; travel follows from the timeline instead. */
  readonly granted?: 'recovered' | 'paused' | 'outage';
}

/** An activity as the rules see it. */
export interface Activity {
  readonly type: string;
  /** 1 to `program.maxQuantity`. */
  readonly quantity: number;
  /** The hour, 0–23, that the user's wall clock showed. */
  readonly localHour: number;
}

/** A day on which nothing has happened. */
export const emptyDay: DayRecord = {
  count: 0,
  plainXp: 0,
  boostedXp: 0,
  categories: [],
  hours: {},
};

/** XP of one activity; with the weekly bonus it is rounded down, quantity included. */
export function activityXp(
  { type, quantity }: Pick<Activity, 'type' | 'quantity'>,
  program: Program,
): { plain: number; boosted: number } {
  const plain = (program.activities[type]?.xp ?? 0) * quantity;
  return { plain, boosted: Math.floor(plain * program.weeklyBonus.factor) };
}

/** The day with one more activity. The order in which activities are added does not matter. */
export function withActivity(day: DayRecord, activity: Activity, program: Program): DayRecord {
  const xp = activityXp(activity, program);
  const category = program.activities[activity.type]?.category;
  const hours = { ...day.hours };
  for (const [badge, { rule }] of Object.entries(program.badges)) {
    if (isWithinHours(rule, activity.localHour)) hours[badge] = (hours[badge] ?? 0) + 1;
  }
  return {
    ...day,
    count: day.count + 1,
    plainXp: day.plainXp + xp.plain,
    boostedXp: day.boostedXp + xp.boosted,
    categories: category ? [...new Set([...day.categories, category])].sort() : day.categories,
    hours,
  };
}

function isWithinHours(rule: BadgeRule, hour: number): boolean {
  if (rule.kind !== 'hours') return false;
  return rule.from <= rule.to
    ? hour >= rule.from && hour < rule.to
    : hour >= rule.from || hour < rule.to;
}
