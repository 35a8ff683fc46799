import { randomUUID } from 'node:crypto';
import type { ShardMessage } from '../../contracts/messages';
import type { OutageList } from '../../engine/outages';
import type { Program } from '../../engine/program';
import type { DirectStore, OpenStore } from '../../platform/bulkStore';
import type { GiveUp } from '../../platform/deadLetter';
import type { LogContext } from '../../platform/log';
import { measureAll } from '../../platform/metric';

/** What maintenance needs from outside. */
export interface MaintenanceDeps {
  readonly open: OpenStore;
  readonly program: Program;
  readonly outages: OutageList;
  /** Whether the app is told of what happens. Default: it is not. */
  readonly publishes?: boolean | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly announce: (message: ShardMessage) => Promise<void>;
  readonly giveUp: GiveUp;
  /** Memory in use as a share of what the instance has, 0 to 1. */
  readonly memoryShare: () => number;
}

/** What a worker has done so far. */
export interface Progress {
  /** Users whose streak was settled. */
  judged: number;
  /** Commits sent. */
  commits: number;
  /** Commits refused because of one of their users. */
  conflicts: number;
  /** Users who could not be judged; they stay due. */
  failed: number;
}

/** Nothing done yet. */
function noProgress(): Progress {
  return { judged: 0, commits: 0, conflicts: 0, failed: 0 };
}

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

/** One delivery of one message in progress. */
export interface Worker {
  readonly deps: MaintenanceDeps;
  readonly store: DirectStore;
  /** The instant, in milliseconds since the epoch, at which users are settled. */
  readonly at: number;
  /** Written into the events it creates, so that it knows its own commit when an answer is lost. */
  readonly attempt: string;
  readonly context: LogContext;
  readonly progress: Progress;
  /** Adapts to what its commits show. */
  size: BatchSize;
  /** Smallest and largest batch so far. */
  usersPerCommit: { readonly least: number; readonly most: number };
  /** How long the longest overdue of its users had been due at `at`, in milliseconds; null without any. */
  lagMs: number | null;
}

/** What became of a message: for the logs. */
export type Report = Pick<Worker, 'progress' | 'usersPerCommit' | 'lagMs'>;

/** The fields of the log entry of a message, which carries its metrics. */
export function measured(
  { shards }: ShardMessage,
  { progress, usersPerCommit, lagMs }: Report,
  durationMs: number,
): object {
  const { judged, commits, conflicts, failed } = progress;
  const metrics = measureAll({
    shard_duration: durationMs,
    users_judged: judged,
    users_given_up: failed,
    commit_conflict: conflicts,
    ...(lagMs !== null && { lapse_lag: Math.round(lagMs / 1000) }),
  });
  return { shards, commits, usersPerCommit, ...metrics };
}

/** A worker that settles users at `at` and should end by `deadline`, both ms since the epoch. */
export function newWorker(
  deps: MaintenanceDeps,
  { at, deadline, correlationId }: { at: number; deadline: number; correlationId: string },
): Worker {
  const context = { operation: 'maintainShard', correlationId };
  return {
    deps,
    store: deps.open(context, deadline),
    at,
    attempt: randomUUID(),
    context,
    progress: noProgress(),
    size: firstBatchSize,
    usersPerCommit: { least: firstBatchSize.users, most: firstBatchSize.users },
    lagMs: null,
  };
}
