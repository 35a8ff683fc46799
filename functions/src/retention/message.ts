import { z } from 'zod';
import { shardMessage, userName } from '../maintenance/message';
import { SHARDS_PER_QUERY } from '../maintenance/planShards';
import { givenDay, givenInstant } from '../shared/timeRange';

/** What a worker is told: erase users of these shards who have been silent. */
export const retentionMessage = shardMessage.extend({
  /** Read by one query, which `after` is a place in. */
  shards: shardMessage.shape.shards.max(SHARDS_PER_QUERY),
  /** Whoever gave a sign of life at this instant or later stays. ISO 8601. */
  since: givenInstant,
  /** Whoever was active later than on this day need not be looked at. */
  lastActiveDay: givenDay,
  /** How many users may still be erased in this run; the others have their turn in the next. */
  left: z.int().min(1),
  /** The last user who was looked at, in the order of the query, by the full name of their document. */
  after: z.object({ day: givenDay.nullable(), name: userName }).optional(),
});

export type RetentionMessage = z.infer<typeof retentionMessage>;
