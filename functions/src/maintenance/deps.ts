import type { Commit } from '../platform/commitOnce';
import type { StreakDeps } from '../streaks/deps';
import type { ShardMessage } from './message';

/** What maintenance needs from outside. */
export interface MaintenanceDeps extends StreakDeps {
  readonly commit: Commit;
  readonly announce: (message: ShardMessage) => Promise<void>;
}
