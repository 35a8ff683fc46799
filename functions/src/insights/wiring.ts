import { clock } from '../platform/clock';
import { database } from '../platform/firestore';
import { openStore } from '../platform/openStore';
import { publish, topics } from '../platform/publish';
import { program } from '../program';
import { loadLedger } from '../streaks/store';
import type { BuildDeps } from './deps';
import { shippedModel } from './prediction/shippedModel';

/** Insights as they are deployed, but for the outages in force. */
export const insights = (): Omit<BuildDeps, 'outages'> => ({
  db: database(),
  program,
  now: () => clock.now(),
  model: shippedModel,
  ledgerOf: (uid, from, to) => loadLedger(database(), uid, from, to),
  open: openStore,
  announce: (message) => publish(topics.insights, message, message.runId),
});
