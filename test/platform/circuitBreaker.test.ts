import { logger } from 'firebase-functions';
import { newBreaker } from '../../functions/src/platform/circuitBreaker';
import { CircuitOpenError } from '../../functions/src/platform/circuitOpenError';

const context = { operation: 'test', correlationId: 'test-1234' };

class Down extends Error {}
class Refused extends Error {}

const isTransient = (error: unknown) => error instanceof Down;
const down = () => Promise.reject(new Down());

let time: number;
const breakerWith = (maxRetries?: number) =>
  newBreaker('store', {
    isTransient,
    now: () => time,
    ...(maxRetries !== undefined && { maxRetries }),
  });

beforeEach(() => {
  time = 0;
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

/** Lets the waits between attempts pass, but not that of an open breaker. */
async function settled<T>(call: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [, [result]] = await Promise.all([
    jest.advanceTimersByTimeAsync(1_000),
    Promise.allSettled([call]),
  ]);
  return result;
}

/** An attempt that fails so many times before it succeeds, and counts. */
function failing(times: number) {
  let attempts = 0;
  return jest.fn(() => {
    attempts += 1;
    return attempts > times ? Promise.resolve('done') : down();
  });
}

test.each([
  [0, 1],
  [1, 2],
  [3, 4],
])('after %i failures the call succeeds, with %i attempts', async (failures, attempts) => {
  const attempt = failing(failures);
  expect(await settled(breakerWith().call(attempt, context))).toMatchObject({ value: 'done' });
  expect(attempt).toHaveBeenCalledTimes(attempts);
});

test('at most three retries, then the last error is thrown', async () => {
  const attempt = failing(4);
  const result = await settled(breakerWith().call(attempt, context));
  expect(result).toMatchObject({ status: 'rejected' });
  expect(attempt).toHaveBeenCalledTimes(4);
});

test('where the client library retries, nothing is tried again here', async () => {
  const attempt = failing(4);
  await settled(breakerWith(0).call(attempt, context));
  expect(attempt).toHaveBeenCalledTimes(1);
});

test('a refusal is not tried again', async () => {
  const attempt = jest.fn(() => Promise.reject(new Refused()));
  const result = await settled(breakerWith().call(attempt, context));
  expect(result).toMatchObject({ reason: expect.any(Refused) as unknown });
  expect(attempt).toHaveBeenCalledTimes(1);
});

test('no retry starts after the time by which the work must end', async () => {
  const attempt = jest.fn(() => {
    time += 10;
    return down();
  });
  await settled(breakerWith().call(attempt, context, 15));
  expect(attempt).toHaveBeenCalledTimes(2);
});

test('the waits double and are jittered over their full length', async () => {
  const waits: number[] = [];
  jest.spyOn(logger, 'info').mockImplementation(() => undefined);
  jest.spyOn(Math, 'random').mockReturnValue(0.999999);
  const started: number[] = [];
  const attempt = jest.fn(() => {
    started.push(Date.now());
    return down();
  });
  await settled(breakerWith().call(attempt, context));
  started.forEach((at, index) => {
    if (index > 0) waits.push(at - (started[index - 1] ?? 0));
  });
  expect(waits).toEqual([99, 199, 399]);
});

test('five failed attempts in a row open the breaker: the sixth call sends nothing', async () => {
  const store = breakerWith(0);
  const attempt = jest.fn(down);
  for (let call = 0; call < 5; call += 1) await settled(store.call(attempt, context));
  const sixth = await settled(store.call(attempt, context));
  expect(sixth).toMatchObject({ reason: expect.any(CircuitOpenError) as unknown });
  expect(attempt).toHaveBeenCalledTimes(5);
});

test('the attempts of one call count for the breaker as well', async () => {
  const store = breakerWith();
  const attempt = jest.fn(down);
  await settled(store.call(attempt, context));
  await settled(store.call(attempt, context));
  expect(attempt).toHaveBeenCalledTimes(5);
});

test('after its pause the breaker lets a single probe through, and closes when that succeeds', async () => {
  const store = breakerWith(0);
  for (let call = 0; call < 5; call += 1) await settled(store.call(down, context));
  await jest.advanceTimersByTimeAsync(10_000);
  let answer: (value: string) => void = () => undefined;
  const probe = jest.fn(() => new Promise<string>((resolve) => (answer = resolve)));
  const calls = [1, 2, 3].map(() => store.call(probe, context));
  await jest.advanceTimersByTimeAsync(0);
  expect(probe).toHaveBeenCalledTimes(1);
  answer('up');
  await jest.advanceTimersByTimeAsync(0);
  expect(probe).toHaveBeenCalledTimes(3);
  answer('up');
  await expect(calls[0]).resolves.toBe('up');
});

test('a probe that fails opens the breaker again', async () => {
  const store = breakerWith(0);
  for (let call = 0; call < 5; call += 1) await settled(store.call(down, context));
  await jest.advanceTimersByTimeAsync(10_000);
  const attempt = jest.fn(down);
  await settled(Promise.allSettled([1, 2, 3].map(() => store.call(attempt, context))));
  expect(attempt).toHaveBeenCalledTimes(1);
});

test('refusals never open the breaker, and a success between failures starts the count anew', async () => {
  const store = breakerWith(0);
  const refuse = () => Promise.reject(new Refused());
  for (let call = 0; call < 20; call += 1) {
    await settled(store.call(refuse, context));
    for (let failure = 0; failure < 4; failure += 1) await settled(store.call(down, context));
  }
  const attempt = failing(0);
  expect(await settled(store.call(attempt, context))).toMatchObject({ value: 'done' });
});

test('in lasting trouble the budget stops retries, though calls go on', async () => {
  const store = breakerWith();
  const attempt = jest.fn((turn: number) => (turn % 5 === 4 ? Promise.resolve() : down()));
  const calls = 200;
  for (let call = 0; call < calls; call += 1) {
    await settled(store.call(() => attempt(attempt.mock.calls.length), context));
  }
  const retries = attempt.mock.calls.length - calls;
  expect(retries).toBeGreaterThan(20);
  expect(retries).toBeLessThan(100);
});

test('retries and their outcome are metrics, with the code', async () => {
  const info = jest.spyOn(logger, 'info').mockImplementation(() => undefined);
  await settled(breakerWith().call(failing(2), context));
  expect(info.mock.calls.map(([, fields]) => fields as unknown)).toMatchObject([
    { metrics: { retry: 1 }, labels: { dependency: 'store', code: 'unknown' } },
    { metrics: { retry: 1 } },
    { metrics: { retried_call: 1 }, labels: { outcome: 'success' } },
  ]);
});
