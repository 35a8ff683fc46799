import { clock } from '../platform/clock';
import { giveUp } from '../platform/giveUp';
import { openStore } from '../platform/openStore';
import { publish, topics } from '../platform/publish';
import { WORKER_MEMORY_MIB } from '../platform/subscriber';
import { program } from '../program';
import type { MaintenanceDeps } from './deps';

/** Maintenance as it is deployed, but for the outages in force. */
export const maintenance: Omit<MaintenanceDeps, 'outages'> = {
  open: openStore,
  program,
  now: () => clock.now(),
  announce: (message) => publish(topics.maintenance, message, message.runId),
  giveUp,
  memoryShare: () => process.memoryUsage.rss() / (WORKER_MEMORY_MIB * 1024 * 1024),
};
