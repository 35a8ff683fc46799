import { allShards, queriedTogether } from '../../contracts/messages';
import type { PreviewRetentionResponse } from '../../contracts/operators';
import { planCounted } from '../../documents/usersOfShards';
import type { Caller } from '../../platform/request';
import { findSilent, type RetentionDeps, type SilentDeps } from './findSilent';
import { type After, countQuiet, placeOf, quietAfter, silenceOf } from './silence';

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

const PAGE_SIZE = 100;

/** Users who are looked at one by one. */
const MOST_EXAMINED = 1_000;

/**
 * How many users would be erased after some days of silence. Nobody is. Counts whoever was not active
 * for so long, and looks at up to 1,000 of them one by one, a read each.
 */
export async function previewRetention(
  deps: SilentDeps,
  { correlationId }: Caller,
  { days }: { readonly days: number },
): Promise<PreviewRetentionResponse> {
  const context = { operation: 'previewRetention', correlationId };
  const store = deps.open(context, deps.now() + TIME_LIMIT_MS);
  const { since, lastActiveDay } = silenceOf(days, deps.now());
  const { due: withoutActivity } = await planCounted((shards) =>
    countQuiet(store, { shards, lastActiveDay }),
  );
  let examined = 0;
  let silent = 0;
  for (const shards of queriedTogether(allShards)) {
    let after: After | undefined;
    do {
      const room = Math.min(PAGE_SIZE, MOST_EXAMINED - examined);
      if (room === 0) break;
      const page = await quietAfter(store, { shards, lastActiveDay }, room, after);
      silent += (await findSilent(deps, page, since, context)).silent.length;
      examined += page.length;
      const last = page.at(-1);
      after = page.length === room && last ? placeOf(last) : undefined;
    } while (after);
  }
  return { silentSince: new Date(since).toISOString(), withoutActivity, examined, silent };
}
