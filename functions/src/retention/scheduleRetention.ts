import { planCounted } from '../maintenance/planDue';
import { queriedTogether } from '../maintenance/planShards';
import type { RetentionDeps } from './deps';
import { silenceOf } from './silence';
import { countQuiet } from './store';

/** How long counting may take. */
const TIME_LIMIT_MS = 45_000;

/** Users that one run may erase: what is left has its turn the day after. */
const MOST_PER_RUN = 50_000;

/**
 * Announces the users who have not been active for some days: one message for each share of the shards
 * that have any. No user is read. Announcing twice is harmless.
 *
 * @param days of silence after which a user is erased; 0: nobody is, and nothing is read
 * @param scheduledFor the schedule time, which names the run
 */
export async function scheduleRetention(
  { open, now, announce }: Pick<RetentionDeps, 'open' | 'now' | 'announce'>,
  days: number,
  scheduledFor: Date,
): Promise<{ readonly quiet: number; readonly messages: number }> {
  if (days === 0) return { quiet: 0, messages: 0 };
  const runId = scheduledFor.toISOString();
  const context = { operation: 'scheduleRetention', correlationId: runId };
  const store = open(context, now() + TIME_LIMIT_MS);
  const { since, lastActiveDay } = silenceOf(days, now());
  const { due: quiet, shares } = await planCounted((shards) =>
    countQuiet(store, { shards, lastActiveDay }),
  );
  const messages = shares.flatMap(queriedTogether);
  const common = { runId, since: new Date(since).toISOString(), lastActiveDay };
  const left = Math.ceil(MOST_PER_RUN / Math.max(messages.length, 1));
  await Promise.all(messages.map((shards) => announce({ ...common, shards, left })));
  return { quiet, messages: messages.length };
}
