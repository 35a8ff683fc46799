import type { MaintenanceDeps } from './deps';
import { planDue } from './planDue';

/** How long counting may take. */
const TIME_LIMIT_MS = 45_000;

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
  { open, now, announce }: Pick<MaintenanceDeps, 'open' | 'now' | 'announce'>,
  scheduledFor: Date,
): Promise<Announced> {
  const runId = scheduledFor.toISOString();
  const context = { operation: 'scheduleMaintenance', correlationId: runId };
  const store = open(context, now() + TIME_LIMIT_MS);
  const { due, shares } = await planDue(store, 'lapseAt', scheduledFor.getTime());
  await Promise.all(shares.map((shards) => announce({ runId, shards })));
  return { due, messages: shares.length };
}
