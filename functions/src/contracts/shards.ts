import { createHash } from 'node:crypto';

/** Due users are looked up shard by shard, so that no index range is hot. */
export const SHARD_COUNT = 64;

/** The shard of a user: stable, and even over users. */
export function shardOf(uid: string): number {
  return createHash('sha256').update(uid).digest().readUInt32BE(0) % SHARD_COUNT;
}
