import type { Firestore } from 'firebase-admin/firestore';
import type { Erased } from '../account/eraseUser';
import type { ErasureDeps } from '../account/deleteMyData';
import type { ErasureTask } from '../account/erasureTask';
import type { Account } from '../platform/accounts';
import type { OpenStore } from '../platform/directStore';
import type { LogContext } from '../platform/log';
import type { RetentionMessage } from './message';

/** What looking for silent users needs from outside. */
export interface SilentDeps {
  readonly open: OpenStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The accounts of at most 100 users, as Auth has them. */
  readonly accountsOf: (
    uids: readonly string[],
    context: LogContext,
  ) => Promise<ReadonlyMap<string, Account>>;
}

/** What erasing them needs besides. */
export interface RetentionDeps extends SilentDeps, Pick<ErasureDeps, 'lookAgain'> {
  readonly db: Firestore;
  /** Deletes all documents of a user that are older than the task: what is newer is of a new beginning. */
  readonly erase: (task: ErasureTask) => Promise<Erased>;
  readonly announce: (message: RetentionMessage) => Promise<void>;
}
