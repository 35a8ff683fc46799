import type { Program } from '../../functions/src/engine/program';

/** An activity that counts for the streak, with what it is worth. */
export interface Worth {
  readonly day: string;
  readonly occurredAt: number;
  readonly type: string;
  readonly category: string;
  /** XP, if no more of its type was done than may count, and the most that its type brings a day. */
  readonly xp: number;
  readonly most: number;
}

/** What an activity is worth when all XP of its week counts `factor` times. */
export function worthOf(
  activity: { readonly type: string; readonly quantity: number; readonly occurredAt: number },
  day: string,
  factor: number,
  { activities }: Program,
): Worth {
  const { type, quantity, occurredAt } = activity;
  const { xp = 0, category = '', maxPerDay = Infinity } = activities[type] ?? {};
  const most = maxPerDay === Infinity ? Infinity : Math.floor(xp * maxPerDay * factor);
  return { day, occurredAt, type, category, xp: Math.floor(xp * quantity * factor), most };
}

/** XP of some activities: of each type and day no more than may count. */
export function totalXp(done: readonly Worth[]): number {
  let total = 0;
  for (const day of new Set(done.map((each) => each.day))) {
    for (const type of new Set(done.map((each) => each.type))) {
      const same = done.filter((each) => each.day === day && each.type === type);
      const sum = same.reduce((before, { xp }) => before + xp, 0);
      total += Math.min(sum, ...same.map(({ most }) => most));
    }
  }
  return total;
}
