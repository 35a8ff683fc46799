/** How many users a worker takes at a time. */
export interface BatchSize {
  /** Users committed together. */
  readonly users: number;
  /** Users read by one query. */
  readonly page: number;
}

/** What a commit showed about how much the store and this instance can take. */
export interface Observed {
  readonly latencyMs: number;
  /** Whether the store failed, rather than refused. */
  readonly failed: boolean;
  /** Memory in use as a share of what the instance has, 0 to 1. */
  readonly memoryShare: number;
}

const MIN_USERS = 10;
const MAX_USERS = 25;
const COMMITS_PER_PAGE = 16;

/** A commit of 25 users takes some 100 ms in a regional database; twice that and more is trouble. */
const SLOW_COMMIT_MS = 500;
const HIGH_MEMORY_SHARE = 0.8;

/** What a worker starts with: few commits a page, since there is nothing to do until the first is read. */
export const firstBatchSize: BatchSize = { users: 20, page: 160 };

/**
 * The size after a commit: one user more after a good one, half after a slow or failed one or when
 * memory runs short (additive increase, multiplicative decrease), 10 to 25 users a commit.
 */
export function nextBatchSize({ users }: BatchSize, observed: Observed): BatchSize {
  const { failed, latencyMs, memoryShare } = observed;
  const isTrouble = failed || latencyMs > SLOW_COMMIT_MS || memoryShare > HIGH_MEMORY_SHARE;
  return ofUsers(isTrouble ? Math.floor(users / 2) : users + 1);
}

function ofUsers(wanted: number): BatchSize {
  const users = Math.min(MAX_USERS, Math.max(MIN_USERS, wanted));
  return { users, page: users * COMMITS_PER_PAGE };
}
