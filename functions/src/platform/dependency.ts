import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  ExponentialBackoff,
  circuitBreaker,
  fullJitterGenerator,
  handleAll,
  handleWhen,
  retry,
} from 'cockatiel';
import { DependencyDownError } from './dependencyDownError';
import { type LogContext, log } from './log';
import { metric } from './metric';
import { retryBudget } from './retryBudget';

/** Tries after the first. */
const MAX_RETRIES = 3;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;

const FAILURES_TO_OPEN = 5;
const OPEN_FOR_MS = 10_000;

/** A service that can fail: calls to it are retried within limits, and stopped while it is down. */
export interface Dependency {
  /**
   * Calls it. `attempt` is one RPC or request, without retries of its own.
   *
   * @param by no retry starts after this instant (milliseconds since the epoch, by the clock given)
   * @throws what the last attempt threw, or DependencyDownError without any attempt
   */
  call<T>(attempt: () => Promise<T>, context: LogContext, by?: number): Promise<T>;
}

/** How to tell that a dependency failed. */
export interface DependencyOptions {
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
 * A dependency of this process. Each attempt that fails counts: five in a row open its breaker for
 * 10 s, after which one probe decides. A refusal is an answer, so bad data never opens it. At most 3
 * retries, 100 ms doubling to 5 s with full jitter, while the budget and the time allow.
 */
export function dependency(name: string, options: DependencyOptions): Dependency {
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
    log.warn('breaker_opened', latest, { dependency: name });
    metric('breaker_opened', 1, latest, { dependency: name });
  });
  breaker.onReset(() => {
    log.info('breaker_closed', latest, { dependency: name });
    metric('breaker_closed', 1, latest, { dependency: name });
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
          throw error instanceof BrokenCircuitError ? new DependencyDownError(name) : error;
        });
      tell('success');
      if ('value' in answer) return answer.value;
      throw answer.refused;
    },
  };
}
