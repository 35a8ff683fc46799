import { status } from '@grpc/grpc-js';
import { maxDeliveryAttempts } from './deadLetter';
import { invalidArgument, RpcError, unimplemented } from './rpcError';
import type { DeadLetterPolicy, RetryPolicy, Subscription } from './wire';
import { toMillis } from './wire';

/** @throws INVALID_ARGUMENT unless 10 to 600 seconds. */
export function checkAckDeadline(seconds: number): void {
  if (seconds < 10 || seconds > 600) {
    throw invalidArgument(`Invalid ack deadline given: ${seconds} (must be 10 to 600 seconds).`);
  }
}

/**
 * The subscription with its defaults.
 * @throws INVALID_ARGUMENT for values that production refuses, UNIMPLEMENTED for features that
 * would otherwise be ignored unseen.
 */
export function checkSubscription(request: Partial<Subscription>): Subscription {
  const { name = '', topic = '', ackDeadlineSeconds = 0, deadLetterPolicy, retryPolicy } = request;
  const subscription = { ...request, name, topic, ackDeadlineSeconds: ackDeadlineSeconds || 10 };
  checkAckDeadline(subscription.ackDeadlineSeconds);
  if (deadLetterPolicy) checkDeadLetterPolicy(deadLetterPolicy);
  if (retryPolicy) checkRetryPolicy(retryPolicy);
  if (request.filter) throw unimplemented('filters');
  if (request.enableExactlyOnceDelivery) throw unimplemented('exactly-once delivery');
  if (request.bigqueryConfig ?? request.cloudStorageConfig) {
    throw unimplemented('export subscriptions');
  }
  return subscription;
}

function checkDeadLetterPolicy(policy: DeadLetterPolicy): void {
  const attempts = maxDeliveryAttempts(policy);
  if (attempts < 5 || attempts > 100) {
    throw new RpcError(status.OUT_OF_RANGE, 'max_delivery_attempts must be 5 to 100.');
  }
}

function checkRetryPolicy({ minimumBackoff, maximumBackoff }: RetryPolicy): void {
  const minimum = toMillis(minimumBackoff ?? { seconds: 10 });
  const maximum = toMillis(maximumBackoff ?? { seconds: 600 });
  if (minimum < 0 || minimum > maximum || maximum > 600_000) {
    throw invalidArgument('The backoff must be 0 to 600 seconds, the minimum first.');
  }
}
