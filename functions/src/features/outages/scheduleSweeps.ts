import type { Firestore } from 'firebase-admin/firestore';
import { isDeepStrictEqual } from 'node:util';
import type { SweepMessage } from '../../contracts/messages';
import { SHARD_COUNT } from '../../contracts/shards';
import type { StreakDeps } from '../../documents/load';
import {
  outageBookWrite,
  outageListPath,
  readOutageBook,
  type Sweep,
} from '../../documents/outages';
import { runTransaction, writeInTransaction } from '../../platform/write';

/** What declaring and revoking needs from outside. */
export interface OutageDeps {
  readonly db: Firestore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly announce: (message: SweepMessage) => Promise<void>;
}

/** What a worker needs from outside. */
export type SweepDeps = StreakDeps & Pick<OutageDeps, 'announce'>;

/**
 * Announces the sweeps that are due, a message for each shard, and strikes them off. A sweep is
 * struck off only after all its messages were taken, so a crash leads to one too many and never to
 * none; a sweep that comes twice finds nothing left to do.
 *
 * @returns how many sweeps were announced
 */
export async function scheduleSweeps({ db, now, announce }: OutageDeps): Promise<number> {
  const list = db.doc(outageListPath);
  const { sweeps } = readOutageBook((await list.get()).data());
  const due = sweeps.filter(({ at }) => at <= now());
  if (due.length === 0) return 0;
  await Promise.all(due.flatMap(messagesOf).map(announce));
  const isDone = (sweep: Sweep) => due.some((other) => isDeepStrictEqual(other, sweep));
  await runTransaction(db, outageListPath, async (transaction) => {
    const book = readOutageBook((await transaction.get(list)).data());
    const left = book.sweeps.filter((sweep) => !isDone(sweep));
    writeInTransaction(transaction, db, [outageBookWrite({ ...book, sweeps: left })]);
  });
  return due.length;
}

function messagesOf({ first, last, correlationId }: Sweep) {
  return Array.from({ length: SHARD_COUNT }, (_, shard) => ({
    first,
    last,
    shard,
    correlationId,
  }));
}
