import { randomUUID } from 'node:crypto';
import type { DirectStore } from '../platform/directStore';
import type { LogContext } from '../platform/log';
import { type BatchSize, firstBatchSize } from './batchSize';
import type { MaintenanceDeps } from './deps';
import { type Progress, noProgress } from './progress';

/** One delivery of one message at work. */
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
  /** Between what its batches were. */
  usersPerCommit: { readonly least: number; readonly most: number };
  /** How long the longest overdue of its users had been due at `at`, in milliseconds; null without any. */
  lagMs: number | null;
}

/** What became of a message: for the logs. */
export type Report = Pick<Worker, 'progress' | 'usersPerCommit' | 'lagMs'>;

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
