import { retryBudget } from '../../functions/src/platform/circuitBreaker';

const times = (count: number, act: () => void) => {
  for (let time = 0; time < count; time += 1) act();
};

test('short trouble is retried: 49 failures in a row leave room for one more retry', () => {
  const budget = retryBudget();
  times(49, budget.failed);
  expect(budget.allowsRetry()).toBe(true);
  budget.failed();
  expect(budget.allowsRetry()).toBe(false);
});

test('ten successes pay for a failure', () => {
  const budget = retryBudget();
  times(50, budget.failed);
  times(10, budget.succeeded);
  expect(budget.allowsRetry()).toBe(true);
});

test('good times save nothing beyond the start', () => {
  const budget = retryBudget();
  times(10_000, budget.succeeded);
  times(50, budget.failed);
  expect(budget.allowsRetry()).toBe(false);
});

test('after the longest trouble some 500 successes allow retries again', () => {
  const budget = retryBudget();
  times(10_000, budget.failed);
  times(490, budget.succeeded);
  expect(budget.allowsRetry()).toBe(false);
  times(20, budget.succeeded);
  expect(budget.allowsRetry()).toBe(true);
});
