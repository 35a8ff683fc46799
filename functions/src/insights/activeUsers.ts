import type { UsersByField } from '../maintenance/usersOfShards';
import type { Day } from '../shared/day';

/** Users of the shards who were active on a day or later. */
export function activeUsers(shards: readonly number[], since: Day): UsersByField {
  return { shards, field: 'standing.lastActiveDay', op: 'GREATER_THAN_OR_EQUAL', value: since };
}
