import type { StreakDeps } from '../streaks/deps';
import type { InsightsDeps } from '../insights/deps';

/** What sharing needs from outside. */
export interface SharingDeps extends StreakDeps, Pick<InsightsDeps, 'ledgerOf'> {
  /** Where shares are shown: an origin and `/s`, without a slash at the end. */
  readonly base: string;
  readonly newId: () => string;
  /** In [0, 1). */
  readonly random: () => number;
}
