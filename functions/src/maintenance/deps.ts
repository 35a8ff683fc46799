import type { GiveUp } from '../platform/deadLetter';
import type { OutageList } from '../outages/outage';
import type { OpenStore } from '../platform/directStore';
import type { Program } from '../shared/programSchema';
import type { ShardMessage } from './message';

/** What maintenance needs from outside. */
export interface MaintenanceDeps {
  readonly open: OpenStore;
  readonly program: Program;
  readonly outages: OutageList;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly announce: (message: ShardMessage) => Promise<void>;
  readonly giveUp: GiveUp;
  /** Memory in use as a share of what the instance has, 0 to 1. */
  readonly memoryShare: () => number;
}
