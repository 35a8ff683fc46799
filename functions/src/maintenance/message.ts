import { z } from 'zod';
import { givenInstant } from '../shared/timeRange';
import { SHARD_COUNT } from '../streaks/shard';

const shard = z
  .int()
  .min(0)
  .max(SHARD_COUNT - 1);

/** The full name of a user's document, where a query goes on. */
export const userName = z
  .string()
  .max(2000)
  .regex(/^projects\/[^/]+\/databases\/[^/]+\/documents\/users\/[^/]+$/);

/** What a maintenance worker is told: judge the users of these shards who are due. */
export const shardMessage = z.object({
  /** The schedule time of the run, ISO 8601. The same run may be announced more than once. */
  runId: givenInstant,
  shards: z.array(shard).min(1).max(SHARD_COUNT),
});

export type ShardMessage = z.infer<typeof shardMessage>;
