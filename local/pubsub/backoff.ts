import type { Subscription } from './wire';
import { toMillis } from './wire';

/**
 * Milliseconds between the return of a message and its next delivery: none without a retry policy,
 * else doubling from the minimum (default 10 s) to the maximum (default 600 s). Without a policy
 * push subscriptions go from 100 ms to 60 s:
 * https://cloud.google.com/pubsub/docs/push#push_backoff
 */
export function backoff(
  { retryPolicy, pushConfig }: Pick<Subscription, 'retryPolicy' | 'pushConfig'>,
  attempts: number,
): number {
  if (!retryPolicy) return pushConfig?.pushEndpoint ? grow(100, 60_000, attempts) : 0;
  const minimum = toMillis(retryPolicy.minimumBackoff ?? { seconds: 10 });
  const maximum = toMillis(retryPolicy.maximumBackoff ?? { seconds: 600 });
  return grow(minimum, maximum, attempts);
}

function grow(minimum: number, maximum: number, attempts: number): number {
  return Math.min(maximum, minimum * 2 ** Math.max(0, attempts - 1));
}
