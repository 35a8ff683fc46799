import { SHARD_COUNT } from '../streaks/shard';

/** Due users that one worker is given at a time. */
const USERS_PER_MESSAGE = 2000;

/** The most values that one `in` filter takes. */
export const SHARDS_PER_QUERY = 30;

/** Every shard. */
export const allShards: readonly number[] = Array.from(
  { length: SHARD_COUNT },
  (_, shard) => shard,
);

/** Shards in groups that one query can look into. */
export function queriedTogether(shards: readonly number[]): number[][] {
  return split(shards, Math.ceil(shards.length / SHARDS_PER_QUERY));
}

/** How shards with so many due users are shared out among messages. */
export function planShards(shards: readonly number[], due: number): number[][] {
  return split(shards, Math.min(Math.ceil(due / USERS_PER_MESSAGE), shards.length));
}

/** The items in so many runs of nearly equal length. */
function split<T>(items: readonly T[], parts: number): T[][] {
  return Array.from({ length: parts }, (_, part) =>
    items.slice(
      Math.floor((part * items.length) / parts),
      Math.floor(((part + 1) * items.length) / parts),
    ),
  );
}
