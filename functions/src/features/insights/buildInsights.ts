import { ZodError } from 'zod';
import { type InsightsMessage, queriedTogether } from '../../contracts/messages';
import { readStreak } from '../../documents/user';
import {
  countUsers,
  planCounted,
  usersAfter,
  type UsersByField,
} from '../../documents/usersOfShards';
import { addDays, type Day } from '../../engine/days';
import { insightDays } from '../../engine/insights/insights';
import { StaleOutagesError } from '../../engine/outages';
import { settle } from '../../engine/settle';
import { inParallel } from '../../platform/concurrency';
import type { StoredDocument } from '../../platform/firestoreRpc';
import { log } from '../../platform/log';
import { build, type BuildDeps } from './getInsights';

/** Users of the shards who were active on a day or later. */
function activeUsers(shards: readonly number[], since: Day): UsersByField {
  return { shards, field: 'standing.lastActiveDay', op: 'GREATER_THAN_OR_EQUAL', value: since };
}

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

const PAGE_SIZE = 200;
const LANES = 10;

/** What a worker has done. */
export interface Built {
  built: number;
  /** Users whose documents make no sense. */
  failed: number;
}

/**
 * Builds the insights of the users of some shards who were active lately. Doing it twice is harmless;
 * near `deadline` (milliseconds since the epoch, by `deps.now`) the rest is announced.
 *
 * @throws when the store failed, or StaleOutagesError; the message should come back
 */
export async function buildInsights(
  deps: BuildDeps,
  message: InsightsMessage,
  deadline: number,
  pageSize = PAGE_SIZE,
): Promise<Built> {
  const done: Built = { built: 0, failed: 0 };
  const { runId, shards, activeSince } = message;
  const store = deps.open({ operation: 'buildInsights', correlationId: runId }, deadline);
  const users = activeUsers(shards, activeSince);
  let { after } = message;
  for (;;) {
    const cursor = after && { value: after.day, name: after.name };
    const page = await usersAfter(store, users, { limit: pageSize, after: cursor });
    await inParallel(page, LANES, async (user) => {
      done[await buildUser(user, deps, runId)] += 1;
    });
    const last = page.at(-1);
    if (page.length < pageSize || !last) return done;
    after = cursorAt(last);
    if (deps.now() < deadline) continue;
    await deps.announce({ ...message, after });
    return done;
  }
}

function cursorAt({ data, name }: StoredDocument): InsightsMessage['after'] {
  const { lastActiveDay } = data['standing'] as { lastActiveDay: string };
  return { day: lastActiveDay, name };
}

async function buildUser(
  user: StoredDocument,
  deps: BuildDeps,
  correlationId: string,
): Promise<keyof Built> {
  const { program, outages, ledgerOf } = deps;
  const now = deps.now();
  try {
    const streak = readStreak(user.data);
    if (!streak) return 'failed';
    const settled = settle(streak, now, program, outages);
    const { from, through } = insightDays(settled);
    const ledger = await ledgerOf(user.id, from, through);
    await build(deps, user.id, user.data, settled, ledger, now);
    return 'built';
  } catch (error) {
    if (error instanceof StaleOutagesError || !(error instanceof ZodError)) throw error;
    const context = { operation: 'buildInsights', correlationId, userId: user.id };
    log.error('insights_not_built', context, error);
    return 'failed';
  }
}
