import { z } from 'zod';
import { isDocumentId } from '../shared/documentId';
import type { MaintenanceDeps } from './deps';
import { judgeOne } from './judgeOne';
import { shardMessage } from './message';
import { newWorker } from './worker';

/** What maintenance gives up: a user, or a message. */
const work = z.union([z.object({ uid: z.string().refine(isDocumentId) }), shardMessage]);

/** How long judging one user may take. */
const TIME_LIMIT_MS = 60_000;

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
  const worker = newWorker(deps, { at, deadline: at + TIME_LIMIT_MS, correlationId });
  const refusal = await judgeOne(givenUp.uid, worker);
  if (refusal !== undefined) {
    throw new Error('The user could not be judged.', { cause: refusal });
  }
}
