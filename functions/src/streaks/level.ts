import type { Program } from '../shared/programSchema';

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
