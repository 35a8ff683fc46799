import { StatusError, code, invalidArgument } from '../status';
import { fromWire } from '../values/timestamp';
import type { Micros, WireTimestamp } from '../values/timestamp';
import { LockTable } from './lockTable';
import type { Owner } from './owner';

/** google.firestore.v1.TransactionOptions, as proto-loader decodes it. */
export interface WireTransactionOptions {
  readOnly?: { readTime?: WireTimestamp };
  readWrite?: { retryTransaction?: Buffer };
}

export interface Transaction extends Owner {
  readonly id: Buffer;
  /** Set for a read-only transaction: the time whose state it reads. */
  readonly readTime: Micros | undefined;
  /**
   * A retry reads alone: whoever lost a deadlock for sharing what it then wrote would else lose it again and again,
   * until its client gives up.
   */
  readonly isRetry: boolean;
  readonly begun: number;
  lastUsed: number;
}

const idleMs = 60_000;
const totalMs = 270_000;
const sweepMs = 5_000;

/** The open transactions of a database and their locks. One ends by itself after 60 s without a call, or 270 s in all. */
export class Transactions {
  readonly #now: () => number;
  readonly #open = new Map<string, Transaction>();
  readonly #aborted = new Set<string>();
  #sweeper: NodeJS.Timeout | undefined;
  #sequence = 0;
  readonly locks = new LockTable((victim) => {
    if ('id' in victim) this.#abort(victim as Transaction);
  });

  /** @param now milliseconds since the epoch */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** An age higher than any before. */
  nextAge(): number {
    return ++this.#sequence;
  }

  begin({ readOnly, readWrite }: WireTransactionOptions, now: Micros): Transaction {
    const sequence = this.nextAge();
    const firstAge = retriedAge(readWrite?.retryTransaction);
    const age = firstAge ?? sequence;
    const isRetry = firstAge !== undefined;
    const id = Buffer.alloc(16);
    id.writeDoubleBE(age, 0);
    id.writeDoubleBE(sequence, 8);
    const readTime = readOnly && (readOnly.readTime ? fromWire(readOnly.readTime) : now);
    const begun = this.#now();
    const transaction = { id, age, isRetry, readTime, begun, lastUsed: begun };
    this.#open.set(id.toString('hex'), transaction);
    this.#sweeper ??= setInterval(() => {
      this.sweep();
    }, sweepMs).unref();
    return transaction;
  }

  /** @throws StatusError ABORTED after a deadlock, INVALID_ARGUMENT for one that is over. */
  use(id: Buffer): Transaction {
    const key = id.toString('hex');
    this.sweep();
    const transaction = this.#open.get(key);
    if (transaction) {
      transaction.lastUsed = this.#now();
      return transaction;
    }
    if (this.#aborted.has(key)) {
      throw new StatusError(code.aborted, 'The transaction was aborted for another. Please retry.');
    }
    throw invalidArgument('The referenced transaction has expired or is no longer valid.');
  }

  /** Ends the transaction, if it is still open, and frees its locks. */
  end(id: Buffer): void {
    const key = id.toString('hex');
    const transaction = this.#open.get(key);
    this.#aborted.delete(key);
    if (!transaction) return;
    this.#open.delete(key);
    this.locks.release(transaction);
    if (this.#open.size === 0) this.close();
  }

  /** Ends what has expired. A transaction that waits for a lock is not idle. */
  sweep(): void {
    const now = this.#now();
    for (const transaction of this.#open.values()) {
      if (this.locks.isWaiting(transaction)) transaction.lastUsed = now;
      const { id, begun, lastUsed } = transaction;
      if (now - lastUsed > idleMs || now - begun > totalMs) this.end(id);
    }
  }

  close(): void {
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }

  #abort({ id }: Transaction): void {
    this.#open.delete(id.toString('hex'));
    this.#aborted.add(id.toString('hex'));
  }
}

/** A retry keeps its first attempt's place in the queues: its id tells it. */
function retriedAge(id: Buffer | undefined): number | undefined {
  return id?.length === 16 ? id.readDoubleBE(0) : undefined;
}
