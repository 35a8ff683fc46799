import fc from 'fast-check';
import { Retries, retryDelay } from '../../client/src/retries';

test.each([
  [1, 0, 2_500],
  [1, 0.5, 3_750],
  [2, 0, 5_000],
  [5, 0, 40_000],
  [9, 0, 150_000],
  [1000, 0, 150_000],
])('after %d failures and a draw of %d, the next attempt is %d ms away', (failures, random, ms) => {
  expect(retryDelay(failures, random)).toBe(ms);
});

test('the wait is never shorter than 2.5 s nor longer than five minutes', () => {
  const failures = fc.integer({ min: 1, max: 10_000 });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(failures, random, (n, r) => {
      const delay = retryDelay(n, r);
      return delay >= 2_500 && delay <= 300_000;
    }),
  );
});

describe('with a clock of the test', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('a failure is tried again, and what has succeeded is not', () => {
    let tries = 0;
    const retries = new Retries(() => (tries += 1));
    retries.failed();
    jest.advanceTimersByTime(5_000);
    expect(tries).toBe(1);
    retries.failed();
    retries.succeeded();
    jest.advanceTimersByTime(600_000);
    expect(tries).toBe(1);
    retries.failed();
    retries.close();
    jest.advanceTimersByTime(600_000);
    expect(tries).toBe(1);
  });
});
