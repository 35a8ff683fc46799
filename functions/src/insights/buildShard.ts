import { usersAfter } from '../maintenance/usersOfShards';
import { StaleOutagesError } from '../outages/staleOutagesError';
import type { StoredDocument } from '../platform/firestoreRpc';
import { log } from '../platform/log';
import { inParallel } from '../shared/inParallel';
import { readStreak } from '../streaks/documents';
import { settle } from '../streaks/settle';
import { ZodError } from 'zod';
import { activeUsers } from './activeUsers';
import type { BuildDeps } from './deps';
import { build } from './getInsights';
import { insightDays } from './insightsOf';
import type { InsightsMessage } from './message';

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
export async function buildShard(
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
