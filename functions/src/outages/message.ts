import { z } from 'zod';
import { isDocumentPath } from '../shared/documentId';
import { givenDay } from '../shared/timeRange';
import { SHARD_COUNT } from '../streaks/shard';

/** What a worker is told: settle the users of a shard who were judged on some days once more. */
export const sweepMessage = z.object({
  first: givenDay,
  last: givenDay,
  shard: z
    .int()
    .min(0)
    .max(SHARD_COUNT - 1),
  /** Where an earlier worker stopped: the day and path of the last event, or user, it has seen. */
  after: z.object({ day: givenDay, path: z.string().refine(isDocumentPath) }).optional(),
  correlationId: z.string(),
});

export type SweepMessage = z.infer<typeof sweepMessage>;
