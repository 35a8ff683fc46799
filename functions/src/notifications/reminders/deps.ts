import type { ShardMessage } from '../../maintenance/message';
import type { OpenStore } from '../../platform/directStore';
import type { StreakDeps } from '../../streaks/deps';

/** What reminders need from outside. */
export interface ReminderDeps extends Pick<StreakDeps, 'program' | 'outages' | 'now'> {
  readonly open: OpenStore;
  readonly announce: (message: ShardMessage) => Promise<void>;
}
