import * as fc from 'fast-check';
import { firstBatchSize, nextBatchSize } from '../../functions/src/features/maintenance/worker';

const healthy = { latencyMs: 20, failed: false, memoryShare: 0.5 };

function after(commits: readonly (typeof healthy)[]) {
  return commits.reduce(nextBatchSize, firstBatchSize);
}

const repeated = (count: number, observed: typeof healthy) =>
  Array.from({ length: count }, () => observed);

test('a healthy store gets one user more with each commit, up to 25', () => {
  expect(firstBatchSize).toEqual({ users: 20, page: 160 });
  expect(after(repeated(1, healthy))).toEqual({ users: 21, page: 336 });
  expect(after(repeated(50, healthy))).toEqual({ users: 25, page: 400 });
});

test.each([
  ['a slow commit', { ...healthy, latencyMs: 501 }],
  ['a failed commit', { ...healthy, failed: true }],
  ['memory that runs short', { ...healthy, memoryShare: 0.81 }],
])('%s halves the size, down to 10', (_, trouble) => {
  expect(after([...repeated(5, healthy), trouble])).toEqual({ users: 12, page: 192 });
  expect(after(repeated(9, trouble))).toEqual({ users: 10, page: 160 });
});

test('the size stays within its bounds, whatever is observed', () => {
  const observed = fc.record({
    latencyMs: fc.integer({ min: 0, max: 60_000 }),
    failed: fc.boolean(),
    memoryShare: fc.double({ min: 0, max: 2, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(observed, { minLength: 1 }), (commits) => {
      const { users, page } = after(commits);
      expect(users).toBeGreaterThanOrEqual(10);
      expect(users).toBeLessThanOrEqual(25);
      expect(page).toBe(users * 16);
    }),
  );
});
