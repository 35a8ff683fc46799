const MAX_TOKENS = 100;
const TOKENS_PER_SUCCESS = 0.1;

/** Says whether a process may still retry, so that a dependency in trouble is not sent more. */
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
