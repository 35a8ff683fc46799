import { z } from 'zod';
import { isDocumentId } from '../../contracts/ids';
import { shardMessage } from '../../contracts/messages';
import { planDue } from '../../documents/usersOfShards';
import { judgeOne } from './commitUsers';
import { type MaintenanceDeps, newWorker } from './worker';

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

/** What maintenance gives up: a user, or a message. */
const work = z.union([z.object({ uid: z.string().refine(isDocumentId) }), shardMessage]);

/** How long judging one user may take. */
const JUDGING_TIME_LIMIT_MS = 60_000;

/**
 * Does given-up maintenance again: judges the user, or announces the shards once more. Whoever is not
 * due is left alone, so doing it twice is harmless.
 *
 * @throws when the user still cannot be judged
 */
export async function replayWork(
  deps: MaintenanceDeps,
  payload: Readonly<Record<string, unknown>>,
  correlationId: string,
): Promise<void> {
  const givenUp = work.parse(payload);
  if ('shards' in givenUp) {
    await deps.announce(givenUp);
    return;
  }
  const at = deps.now();
  const worker = newWorker(deps, { at, deadline: at + JUDGING_TIME_LIMIT_MS, correlationId });
  const refusal = await judgeOne(givenUp.uid, worker);
  if (refusal !== undefined) {
    throw new Error('The user could not be judged.', { cause: refusal });
  }
}
