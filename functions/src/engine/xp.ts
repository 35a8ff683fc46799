import type { Day } from './days';
import type { Program } from './program';

/** XP without and with the weekly bonus. The fold says which of them counts. */
export interface Xp {
  readonly plain: number;
  readonly boosted: number;
}

const none: Xp = { plain: 0, boosted: 0 };

/** What was done of each type that has a cap, whether it counts or not. */
export type CappedSums = Readonly<Record<string, Xp>>;

/** XP of one activity, caps aside; with the weekly bonus it is rounded down, quantity included. */
export function activityXp(
  { type, quantity }: { readonly type: string; readonly quantity: number },
  program: Program,
): Xp {
  const plain = (program.activities[type]?.xp ?? 0) * quantity;
  return { plain, boosted: Math.floor(plain * program.weeklyBonus.factor) };
}

/** The most XP that a type can bring on one day; undefined where it has no cap. */
function mostXp(type: string, program: Program): Xp | undefined {
  const quantity = program.activities[type]?.maxPerDay;
  return quantity === undefined ? undefined : activityXp({ type, quantity }, program);
}

/**
 * What one more activity adds to a day: XP that counts, and the sums of capped types. The increments
 * of a day come to the smaller of sum and cap, plain and boosted apart, in whatever order.
 */
export function withXp(
  sums: CappedSums | undefined,
  activity: { readonly type: string; readonly quantity: number },
  program: Program,
): { readonly counts: Xp; readonly capped: CappedSums | undefined } {
  const xp = activityXp(activity, program);
  const most = mostXp(activity.type, program);
  if (!most) return { counts: xp, capped: sums };
  const before = sums?.[activity.type] ?? none;
  const after = { plain: before.plain + xp.plain, boosted: before.boosted + xp.boosted };
  const counted = (sum: keyof Xp) =>
    Math.min(after[sum], most[sum]) - Math.min(before[sum], most[sum]);
  return {
    counts: { plain: counted('plain'), boosted: counted('boosted') },
    capped: { ...sums, [activity.type]: after },
  };
}

/** A type of which more was done on a day than counts. */
export interface OverCap {
  readonly type: string;
  /** XP of all that was done, and what of it counts. */
  readonly xp: number;
  readonly counted: number;
}

/** The types that went over their cap on a day. @param sum which XP counts on it */
export function overCaps(sums: CappedSums | undefined, sum: keyof Xp, program: Program): OverCap[] {
  return Object.entries(sums ?? {}).flatMap(([type, { [sum]: xp }]) => {
    const counted = Math.min(xp, mostXp(type, program)?.[sum] ?? xp);
    return counted < xp ? [{ type, xp, counted }] : [];
  });
}

/** What someone is given besides what their activities are worth. The weekly bonus never boosts it. */
export interface Reward {
  readonly xp: number;
  /** Held like freezes that XP earns; what would be more than may be held is forfeited. */
  readonly freezes: number;
  /** A badge of the program whose rule is `reward`. */
  readonly badge?: string;
}

/** Rewards by the challenge that gave them. */
export type Rewards = Readonly<Record<string, Reward>>;

/** What rewards add up to. */
export function totalReward(rewards: Rewards = {}): Pick<Reward, 'xp' | 'freezes'> {
  const given = Object.values(rewards);
  return {
    xp: given.reduce((sum, { xp }) => sum + xp, 0),
    freezes: given.reduce((sum, { freezes }) => sum + freezes, 0),
  };
}

/** Badges that a day gives whatever the rules of the program are: those of rewards, and of another account. */
export function badgesOf({
  rewards = {},
  badges = [],
}: {
  readonly rewards?: Rewards;
  readonly badges?: readonly string[];
}): readonly string[] {
  return [...Object.values(rewards).flatMap(({ badge }) => badge ?? []), ...badges];
}

/** Badges by the day on which they were earned, with those that `day` gives. */
export function withBadges(
  badges: Readonly<Record<string, Day>>,
  given: readonly string[],
  day: Day,
): Readonly<Record<string, Day>> {
  const isNew = given.filter((badge) => !Object.hasOwn(badges, badge));
  if (isNew.length === 0) return badges;
  return { ...badges, ...Object.fromEntries(isNew.map((badge) => [badge, day])) };
}

/** A level, and the XP at which it and the next one start. */
export interface Level {
  /** 1 and up. */
  readonly level: number;
  readonly tier: string;
  /** XP at which the level starts. */
  readonly fromXp: number;
  /** XP at which the next level starts; null on the last. */
  readonly nextAt: number | null;
}

/** The level that an amount of XP stands for. Every tier but the last has equal levels. */
export function levelOf(xp: number, { levels }: Program): Level {
  const index = levels.tiers.findLastIndex((tier) => tier.fromXp <= xp);
  const tier = levels.tiers[index];
  const nextTier = levels.tiers[index + 1];
  if (!tier || !nextTier) {
    const { name, fromXp } = tier ?? { name: '', fromXp: 0 };
    return { level: levels.last, tier: name, fromXp, nextAt: null };
  }
  // Multiplied before divided, so that whole numbers stay exact.
  const width = nextTier.fromXp - tier.fromXp;
  const step = Math.floor(((xp - tier.fromXp) * levels.perTier) / width);
  return {
    level: index * levels.perTier + step + 1,
    tier: tier.name,
    fromXp: tier.fromXp + Math.ceil((step * width) / levels.perTier),
    nextAt: tier.fromXp + Math.ceil(((step + 1) * width) / levels.perTier),
  };
}
