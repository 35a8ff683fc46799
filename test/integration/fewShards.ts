/**
 * Import it first: a sweep sends a message to each shard, and tests that sweep again and again need
 * few of them.
 */
import type * as Shard from '../../functions/src/streaks/shard';

const FEW = 4;

jest.mock('../../functions/src/streaks/shard', () => {
  const { shardOf } = jest.requireActual<typeof Shard>('../../functions/src/streaks/shard');
  return { SHARD_COUNT: FEW, shardOf: (uid: string) => shardOf(uid) % FEW };
});
