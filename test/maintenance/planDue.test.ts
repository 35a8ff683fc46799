import * as fc from 'fast-check';
import { planCounted } from '../../functions/src/documents/usersOfShards';
import { allShards, queriedTogether } from '../../functions/src/contracts/messages';

/** A plan for so many due users in each shard. */
const planOf = (due: readonly number[]) =>
  planCounted((group) => Promise.resolve(dueIn(group, due)));

const dueIn = (shards: readonly number[], due: readonly number[]) =>
  shards.reduce((sum, shard) => sum + (due[shard] ?? 0), 0);

const everyShard = (users: number) => allShards.map(() => users);

test.each([
  ['nobody', 0, 0],
  ['a few', 1, 1],
  ['as many as a worker is given', 31, 1],
  ['more than that', 32, 2],
  ['ten thousand', 156, 5],
  ['a million', 15_625, 64],
])('%s: %d due users in each shard make %d messages', async (_, users, messages) => {
  const plan = await planOf(everyShard(users));
  expect(plan.due).toBe(64 * users);
  expect(plan.shares).toHaveLength(messages);
});

test('shards that are counted together and have nobody due are left out', async () => {
  const [first = [], ...others] = queriedTogether(allShards);
  const { shares } = await planOf(allShards.map((shard) => (first.includes(shard) ? 0 : 1)));
  expect(shares).toEqual([others.flat()]);
});

test('each shard with due users is in one message, and every query may ask for its shards', async () => {
  const due = fc.array(fc.oneof(fc.constant(0), fc.nat(5000)), { minLength: 64, maxLength: 64 });
  await fc.assert(
    fc.asyncProperty(due, async (each) => {
      const { shares } = await planOf(each);
      const shards = shares.flat();
      expect(new Set(shards).size).toBe(shards.length);
      for (const shard of allShards) if (each[shard]) expect(shards).toContain(shard);
      for (const share of shares) {
        expect(queriedTogether(share).flat()).toEqual(share);
        for (const group of queriedTogether(share)) {
          expect(group.length).toBeGreaterThan(0);
          expect(group.length).toBeLessThanOrEqual(30);
        }
      }
    }),
  );
});
