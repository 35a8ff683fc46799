import { log } from '../platform/log';
import type { MaintenanceDeps } from './deps';
import { countedGroups, planShards } from './planShards';
import { countDue, recordRun } from './store';

/**
 * Announces a run: one message for each share of the shards that have due users, and none where
 * nobody is due. No user is read. Announcing a run twice is harmless.
 *
 * @param scheduledFor the schedule time, which names the run
 */
export async function scheduleMaintenance(
  { db, announce }: Pick<MaintenanceDeps, 'db' | 'announce'>,
  scheduledFor: Date,
): Promise<void> {
  const runId = scheduledFor.toISOString();
  const planned = await Promise.all(
    countedGroups.map(async (group) => {
      const due = await countDue(db, group, scheduledFor.getTime());
      return { due, shares: planShards(group, due) };
    }),
  );
  const due = planned.reduce((sum, group) => sum + group.due, 0);
  const shares = planned.flatMap((group) => group.shares);
  if (shares.length === 0) return;
  await recordRun(db, runId, { due, messages: shares.length });
  await Promise.all(shares.map((shards) => announce({ runId, shards })));
  const context = { operation: 'scheduleMaintenance', correlationId: runId };
  log.info('maintenance_announced', context, { due, messages: shares.length });
}
