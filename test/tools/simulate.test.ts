import * as fc from 'fast-check';
import { type Night, simulate } from '../../tools/simulate/night';

const night: Night = {
  due: 100_000,
  zones: 1,
  instances: 32,
  usersPerSecond: 300,
  coldStartSeconds: 3,
  usedTo: 0,
};
const RUN_AFTER = 420;

test('the workers are what holds up a database that is used to the traffic', () => {
  const { messages, instances, longestWait, peakUsersPerSecond } = simulate({
    ...night,
    usedTo: 1e6,
  });
  expect(messages).toBe(50); // of 2,000 users
  expect(instances).toBe(32);
  expect(peakUsersPerSecond).toBeCloseTo(32 * 300, 5);
  // Two rounds: 50 messages for 32 workers, the largest with 2/64 of all users.
  expect(longestWait).toBeGreaterThanOrEqual(RUN_AFTER + 3 + 100_000 / (32 * 300));
  expect(longestWait).toBeLessThan(RUN_AFTER + 3 + (2 * 2 * 100_000) / 64 / 300);
});

test('from a standing start the ramp is what holds them up: 500 operations, and half as much again', () => {
  const { longestWait, peakOperations } = simulate(night);
  // 400,000 operations: 500 a second for five minutes, 750 for the next five, and 1,125 for the rest.
  const seconds = 300 + 300 + (400_000 - 300 * (500 + 750)) / 1125;
  expect(longestWait - RUN_AFTER - 3).toBeGreaterThanOrEqual(seconds);
  expect(longestWait - RUN_AFTER - 3).toBeLessThan(seconds + 30); // the last messages end one by one
  expect(peakOperations).toBeCloseTo(1125, 5);
});

test('more workers, or a database that is used to more, never make anyone wait longer', () => {
  const arbitrary = fc.record({
    due: fc.integer({ min: 1, max: 50_000 }),
    zones: fc.integer({ min: 1, max: 2 }),
    instances: fc.integer({ min: 1, max: 40 }),
    usersPerSecond: fc.integer({ min: 50, max: 1000 }),
    coldStartSeconds: fc.integer({ min: 0, max: 10 }),
    usedTo: fc.integer({ min: 0, max: 20_000 }),
  });
  fc.assert(
    fc.property(arbitrary, (each) => {
      const { longestWait } = simulate(each);
      const more = { ...each, instances: each.instances * 2, usedTo: each.usedTo * 2 + 1000 };
      // A second for the whole second in which each message ends.
      expect(simulate(more).longestWait).toBeLessThanOrEqual(longestWait + 1);
      expect(longestWait).toBeGreaterThan(RUN_AFTER);
    }),
    { numRuns: 20 },
  );
});
