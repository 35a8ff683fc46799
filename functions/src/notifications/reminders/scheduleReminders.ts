import { planDue } from '../../maintenance/planDue';
import type { ReminderDeps } from './deps';

/** How long counting may take. */
const TIME_LIMIT_MS = 45_000;

/**
 * Announces the reminders that are due: one message for each share of the shards that have due users,
 * and none where nobody is due. No user is read. Announcing twice is harmless.
 *
 * @param scheduledFor the schedule time, which names the run
 */
export async function scheduleReminders(
  { open, now, announce }: Pick<ReminderDeps, 'open' | 'now' | 'announce'>,
  scheduledFor: Date,
): Promise<{ readonly due: number; readonly messages: number }> {
  const runId = scheduledFor.toISOString();
  const context = { operation: 'scheduleReminders', correlationId: runId };
  const store = open(context, now() + TIME_LIMIT_MS);
  const { due, shares } = await planDue(store, 'remindAt', scheduledFor.getTime());
  await Promise.all(shares.map((shards) => announce({ runId, shards })));
  return { due, messages: shares.length };
}
