import { publish, topics } from '../platform/publish';
import type { SweepMessage } from './message';

/** Tells a worker to sweep. */
export function announce(message: SweepMessage): Promise<void> {
  return publish(topics.outageSweeps, message, message.correlationId);
}
