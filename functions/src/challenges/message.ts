import { z } from 'zod';
import { isDocumentId } from '../shared/documentId';
import { SHARD_COUNT } from '../streaks/shard';

const shard = z
  .int()
  .min(0)
  .max(SHARD_COUNT - 1);

/** What a worker is told: give the parts of these shards in a challenge that is over their outcome. */
export const closeMessage = z.object({
  challengeId: z.string().refine(isDocumentId),
  shards: z.array(shard).min(1).max(SHARD_COUNT),
  correlationId: z.string(),
});

export type CloseMessage = z.infer<typeof closeMessage>;
