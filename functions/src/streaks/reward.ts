import type { Day } from '../shared/day';

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

/** Badges by the day on which they were earned, with those of the rewards of `day`. */
export function withRewardBadges(
  badges: Readonly<Record<string, Day>>,
  rewards: Rewards | undefined,
  day: Day,
): Readonly<Record<string, Day>> {
  const given = Object.values(rewards ?? {}).flatMap(({ badge }) => badge ?? []);
  const isNew = given.filter((badge) => !Object.hasOwn(badges, badge));
  if (isNew.length === 0) return badges;
  return { ...badges, ...Object.fromEntries(isNew.map((badge) => [badge, day])) };
}
