import type { Program } from '../shared/programSchema';

export interface Level {
  /** 1 and up. */
  readonly level: number;
  readonly tier: string;
  /** XP at which the next level starts; null on the last. */
  readonly nextAt: number | null;
}

/** The level that an amount of XP stands for. Every tier but the last has equal levels. */
export function levelOf(xp: number, { levels }: Program): Level {
  const index = levels.tiers.findLastIndex((tier) => tier.fromXp <= xp);
  const tier = levels.tiers[index];
  const nextTier = levels.tiers[index + 1];
  if (!tier || !nextTier) return { level: levels.last, tier: tier?.name ?? '', nextAt: null };
  const width = (nextTier.fromXp - tier.fromXp) / levels.perTier;
  const step = Math.floor((xp - tier.fromXp) / width);
  return {
    level: index * levels.perTier + step + 1,
    tier: tier.name,
    nextAt: Math.ceil(tier.fromXp + (step + 1) * width),
  };
}
