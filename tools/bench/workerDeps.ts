import type { MaintenanceDeps } from '../../functions/src/maintenance/deps';
import { noOutages } from '../../functions/src/outages/outage';
import { connectStore } from '../../functions/src/platform/openStore';
import { program } from '../../functions/src/program';
import { RUN_AT } from './population';

const known = new Map<string, MaintenanceDeps>();

/**
 * What a worker process of its own judges the users of a project with, on the store that the environment
 * names, at RUN_AT. One that gives up on a user, or comes to its deadline, fails.
 */
export function workerDeps(projectId: string, memoryShare: () => number): MaintenanceDeps {
  const before = known.get(projectId);
  if (before) return before;
  const deps: MaintenanceDeps = {
    open: connectStore(projectId, Date.now),
    program,
    outages: noOutages,
    now: () => RUN_AT,
    announce: () => Promise.reject(new Error('There is no deadline here.')),
    giveUp: ({ key, reason }) => Promise.reject(new Error(`${key}: ${reason}`)),
    memoryShare,
  };
  known.set(projectId, deps);
  return deps;
}
