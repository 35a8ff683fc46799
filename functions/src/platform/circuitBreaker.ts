import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  fullJitterGenerator,
  handleAll,
  handleWhen,
  retry,
} from 'cockatiel';
import { CircuitOpenError } from './circuitOpenError';
import { log, type LogContext } from './log';
import { measure, metric } from './metric';

const MAX_TOKENS = 100;
const TOKENS_PER_SUCCESS = 0.1;

/** Says whether a process may still retry, so that a failing service is not sent more. */
export interface RetryBudget {
  readonly allowsRetry: () => boolean;
  readonly succeeded: () => void;
  readonly failed: () => void;
}

/**
 * A budget as gRPC keeps it (https://github.com/grpc/proposal/blob/master/A6-client-retries.md,
 * "Throttling Retry Attempts"): each failed attempt takes a token, each success gives a tenth back,
 * and there are no retries while half or fewer of the 100 are left. So short trouble is retried, and
 * in lasting trouble at most about one call in ten.
 */
export function retryBudget(): RetryBudget {
  let tokens = MAX_TOKENS;
  return {
    allowsRetry: () => tokens > MAX_TOKENS / 2,
    succeeded: () => {
      tokens = Math.min(MAX_TOKENS, tokens + TOKENS_PER_SUCCESS);
    },
    failed: () => {
      tokens = Math.max(0, tokens - 1);
    },
  };
}

/** Tries after the first. */
const MAX_RETRIES = 3;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;

const FAILURES_TO_OPEN = 5;
const OPEN_FOR_MS = 10_000;

/** A service that can fail: calls to it are retried within limits, and stopped while it is down. */
export interface Breaker {
  /**
   * Calls it. `attempt` is one RPC or request, without retries of its own.
   *
   * @param by no retry starts after this instant (milliseconds since the epoch, by the clock given)
   * @throws what the last attempt threw, or CircuitOpenError without any attempt
   */
  call<T>(attempt: () => Promise<T>, context: LogContext, by?: number): Promise<T>;
}

/** How to tell that a dependency failed. */
export interface BreakerOptions {
  /** Whether it failed to do its part, so that the same call may succeed later. */
  readonly isTransient: (error: unknown) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** For labels, such as a status code. */
  readonly codeOf?: (error: unknown) => string | number;
  /** Default 3. 0 where the client library retries by itself: never at two layers. */
  readonly maxRetries?: number;
}

/** An answer of the dependency that is an error but no failure of its own, such as a conflict. */
interface Refusal {
  readonly refused: unknown;
}

/**
 * A circuit breaker with retries around one service. Five failed attempts in a row open it for 10 s,
 * after which one probe decides. A rejection counts as a response, so bad data never opens it. At most 3
 * retries, 100 ms doubling to 5 s with full jitter, while the budget and the time allow.
 */
export function newBreaker(name: string, options: BreakerOptions): Breaker {
  const { isTransient, now, codeOf = () => 'unknown', maxRetries = MAX_RETRIES } = options;
  const budget = retryBudget();
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: OPEN_FOR_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });

  const once = async <T>(attempt: () => Promise<T>): Promise<{ readonly value: T } | Refusal> => {
    try {
      const value = await attempt();
      budget.succeeded();
      return { value };
    } catch (error) {
      if (isTransient(error)) {
        budget.failed();
        throw error;
      }
      budget.succeeded();
      return { refused: error };
    }
  };

  let latest: LogContext = { operation: name, correlationId: name };
  breaker.onBreak(() => {
    log.warn('breaker_opened', latest, measure('breaker_opened', 1, { dependency: name }));
  });
  breaker.onReset(() => {
    log.info('breaker_closed', latest, measure('breaker_closed', 1, { dependency: name }));
  });

  const retriesFor = (context: LogContext, by: number) => {
    const mayRetry = (error: Error) => isTransient(error) && budget.allowsRetry() && now() < by;
    const policy = retry(handleWhen(mayRetry), {
      maxAttempts: maxRetries,
      backoff: new ExponentialBackoff({
        generator: fullJitterGenerator,
        initialDelay: FIRST_DELAY_MS,
        maxDelay: MAX_DELAY_MS,
      }),
    });
    policy.onRetry((reason) => {
      const code = 'error' in reason ? codeOf(reason.error) : 'none';
      metric('retry', 1, context, { dependency: name, code });
    });
    return policy;
  };

  return {
    async call(attempt, context, by = Infinity) {
      latest = context;
      let attempts = 0;
      const counted = () => {
        attempts += 1;
        return once(attempt);
      };
      const tell = (outcome: 'success' | 'failure') => {
        if (attempts > 1) metric('retried_call', 1, context, { dependency: name, outcome });
      };
      const answer = await retriesFor(context, by)
        .execute(() => breaker.execute(counted))
        .catch((error: unknown) => {
          tell('failure');
          throw error instanceof BrokenCircuitError ? new CircuitOpenError(name) : error;
        });
      tell('success');
      if ('value' in answer) return answer.value;
      throw answer.refused;
    },
  };
}
