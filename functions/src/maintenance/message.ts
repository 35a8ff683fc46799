import { z } from 'zod';
import { SHARD_COUNT } from '../streaks/shard';

/** The most values that one `in` filter takes. */
const MAX_SHARDS_PER_MESSAGE = 30;

const shard = z
  .int()
  .min(0)
  .max(SHARD_COUNT - 1);

/** What a maintenance worker is told: judge the users of these shards who are due. */
export const shardMessage = z.object({
  /** The schedule time of the run, ISO 8601. The same run may be announced more than once. */
  runId: z.iso.datetime(),
  shards: z.array(shard).min(1).max(MAX_SHARDS_PER_MESSAGE),
});

export type ShardMessage = z.infer<typeof shardMessage>;
