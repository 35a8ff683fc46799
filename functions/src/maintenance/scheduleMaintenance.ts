import type { MaintenanceDeps } from './deps';
import { countedGroups, planShards } from './planShards';
import { countDue, recordRun } from './store';

/** How many users were due, and how many workers were told. */
export interface Announced {
  readonly due: number;
  readonly messages: number;
}

/**
 * Announces a run: one message for each share of the shards that have due users, and none where
 * nobody is due. No user is read. Announcing a run twice is harmless.
 *
 * @param scheduledFor the schedule time, which names the run
 */
export async function scheduleMaintenance(
  { db, announce }: Pick<MaintenanceDeps, 'db' | 'announce'>,
  scheduledFor: Date,
): Promise<Announced> {
  const runId = scheduledFor.toISOString();
  const planned = await Promise.all(
    countedGroups.map(async (group) => {
      const due = await countDue(db, group, scheduledFor.getTime());
      return { due, shares: planShards(group, due) };
    }),
  );
  const due = planned.reduce((sum, group) => sum + group.due, 0);
  const shares = planned.flatMap((group) => group.shares);
  const announced = { due, messages: shares.length };
  if (shares.length > 0) await recordRun(db, runId, announced);
  await Promise.all(shares.map((shards) => announce({ runId, shards })));
  return announced;
}
