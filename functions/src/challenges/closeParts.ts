import { closeIfSettled } from './closeChallenges';
import type { CloseDeps } from './deps';
import type { CloseMessage } from './message';
import { partsWithoutOutcome } from './store';

const PAGE_SIZE = 300;

/**
 * Gives the parts of some shards their outcome: whoever has not reached the target by now never will.
 * A part with an outcome is found no more, so a message that comes twice finds nothing left to do; near
 * `deadline` (milliseconds since the epoch, by `deps.now`) the rest is announced.
 *
 * @returns how many parts have ended
 * @throws when the store failed, or somebody came on meanwhile; the message should come back
 */
export async function closeParts(
  deps: CloseDeps,
  message: CloseMessage,
  deadline: number,
  pageSize = PAGE_SIZE,
): Promise<number> {
  const { db, now, announce } = deps;
  const { challengeId, shards } = message;
  let ended = 0;
  for (;;) {
    const parts = await partsWithoutOutcome(db, challengeId, shards, pageSize);
    const batch = db.batch();
    for (const { ref, updateTime } of parts) {
      batch.update(ref, { status: 'ended' }, { lastUpdateTime: updateTime });
    }
    await batch.commit();
    ended += parts.length;
    if (parts.length < pageSize) break;
    if (now() >= deadline) {
      await announce(message);
      return ended;
    }
  }
  await closeIfSettled(deps, challengeId);
  return ended;
}
