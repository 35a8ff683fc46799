import { planCounted } from '../maintenance/planDue';
import { queriedTogether } from '../maintenance/planShards';
import { countUsers } from '../maintenance/usersOfShards';
import { addDays } from '../shared/day';
import { activeUsers } from './activeUsers';
import type { BuildDeps } from './deps';

/** How long counting may take. */
const TIME_LIMIT_MS = 45_000;

/** Who was active since the week before: eight days, since a day is not the same one everywhere. */
const ACTIVE_DAYS = 8;

/**
 * Announces the users who were active in the last week: one message for each share of the shards that
 * have any. No user is read. Announcing twice is harmless.
 *
 * @param scheduledFor the schedule time, which names the run
 */
export async function scheduleInsights(
  { open, now, announce }: Pick<BuildDeps, 'open' | 'now' | 'announce'>,
  scheduledFor: Date,
): Promise<{ readonly due: number; readonly messages: number }> {
  const runId = scheduledFor.toISOString();
  const store = open(
    { operation: 'scheduleInsights', correlationId: runId },
    now() + TIME_LIMIT_MS,
  );
  const activeSince = addDays(runId.slice(0, 10), -ACTIVE_DAYS);
  const { due, shares } = await planCounted((group) =>
    countUsers(store, activeUsers(group, activeSince)),
  );
  const messages = shares.flatMap(queriedTogether);
  await Promise.all(messages.map((shards) => announce({ runId, shards, activeSince })));
  return { due, messages: messages.length };
}
