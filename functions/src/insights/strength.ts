import type { DayCount } from './prediction/habit';

/** What remains of a day after the next: half after 13 days. */
const KEPT = 0.5 ** (1 / 13);

/**
 * How firm a habit is, 0 to 100: a share of active days in which older days weigh less. A missed day
 * costs about a twentieth of it, so a run that breaks at 92 reads 87 and not 0. Kept days leave it as it
 * was; a frozen day was missed.
 */
export function strengthOf(counts: readonly DayCount[]): number {
  const strength = counts.reduce<number>((before, count) => {
    if (count === null) return before;
    return before * KEPT + (count > 0 ? 1 - KEPT : 0);
  }, 0);
  return Math.round(strength * 100);
}
