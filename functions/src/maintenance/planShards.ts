import { SHARD_COUNT } from '../streaks/shard';

/** Due users that one worker is given at a time. */
const USERS_PER_MESSAGE = 2000;

/** Shards whose due users are counted by one query; an `in` filter takes at most 30 values. */
const SHARDS_PER_COUNT = 22;

/** The shards in groups that are counted together. */
export const countedGroups: readonly (readonly number[])[] = split(
  Array.from({ length: SHARD_COUNT }, (_, shard) => shard),
  Math.ceil(SHARD_COUNT / SHARDS_PER_COUNT),
);

/** How the shards of a group with so many due users are shared out among messages. */
export function planShards(group: readonly number[], due: number): number[][] {
  return split(group, Math.min(Math.ceil(due / USERS_PER_MESSAGE), group.length));
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
