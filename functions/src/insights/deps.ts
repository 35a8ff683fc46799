import type { Day } from '../shared/day';
import type { OpenStore } from '../platform/directStore';
import type { LedgerDay } from '../streaks/ledgerDay';
import type { StreakDeps } from '../streaks/deps';
import type { InsightsMessage } from './message';
import type { Model } from './prediction/likelihood';

/** What insights need from outside. */
export interface InsightsDeps extends StreakDeps {
  readonly model: Model;
  /** The ledger days of the months that hold `from` to `to`. */
  readonly ledgerOf: (uid: string, from: Day, to: Day) => Promise<Map<Day, LedgerDay>>;
}

/** What building everyone's needs besides. */
export interface BuildDeps extends InsightsDeps {
  readonly open: OpenStore;
  readonly announce: (message: InsightsMessage) => Promise<void>;
}
