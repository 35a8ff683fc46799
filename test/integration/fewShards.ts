/**
 * Import it first: a sweep sends a message to each shard, and tests that sweep again and again need
 * few of them.
 */
import type * as Shard from '../../functions/src/contracts/shards';

const FEW = 4;

jest.mock('../../functions/src/contracts/shards', () => {
  const { shardOf } = jest.requireActual<typeof Shard>('../../functions/src/contracts/shards');
  return { SHARD_COUNT: FEW, shardOf: (uid: string) => shardOf(uid) % FEW };
});
