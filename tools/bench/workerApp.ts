import { initializeApp } from 'firebase-admin/app';
import { createApp } from '../../functions/src/app';
import type { App } from '../../functions/src/functions';
import { connectStore } from '../../functions/src/platform/bulkStore';
import { databaseOf } from '../../functions/src/platform/firestore';
import { noneDeclared, simulatedPorts } from '../ports';
import { RUN_AT } from './population';

const known = new Map<string, App>();

/**
 * The deployed handlers in a worker process of its own, on the store that the environment names, at
 * RUN_AT. A worker that gives up on a user, or comes to its deadline, fails.
 */
export function workerApp(projectId: string, memoryShare: () => number): App {
  const before = known.get(projectId);
  if (before) return before;
  const ports = simulatedPorts({
    db: databaseOf(initializeApp({ projectId }, projectId)),
    open: connectStore(projectId, Date.now),
    now: () => RUN_AT,
    memoryShare,
  });
  const app = createApp(ports, noneDeclared);
  known.set(projectId, app);
  return app;
}
