import { z } from 'zod';
import { shardMessage, userName } from '../maintenance/message';
import { SHARDS_PER_QUERY } from '../maintenance/planShards';
import { givenDay } from '../shared/timeRange';

/** What a worker is told: build the insights of the users of these shards who were active lately. */
export const insightsMessage = shardMessage.extend({
  /** Read by one query, which `after` is a place in. */
  shards: shardMessage.shape.shards.max(SHARDS_PER_QUERY),
  /** Those who were active on this day or later. */
  activeSince: givenDay,
  /** The last user who is done, in the order of the query, by the full name of their document. */
  after: z.object({ day: givenDay, name: userName }).optional(),
});

export type InsightsMessage = z.infer<typeof insightsMessage>;
