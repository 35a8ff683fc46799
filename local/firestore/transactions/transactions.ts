import { StatusError, code, invalidArgument } from '../status';
import { fromWire } from '../values/timestamp';
import type { Micros, WireTimestamp } from '../values/timestamp';
import { LockTable } from './lockTable';
import type { Owner } from './lockTable';

/** google.firestore.v1.TransactionOptions, as proto-loader decodes it. */
export interface WireTransactionOptions {
  readOnly?: { readTime?: WireTimestamp };
  readWrite?: { retryTransaction?: Buffer };
}

export interface Transaction extends Owner {
  readonly id: Buffer;
  /** Set for a read-only transaction: the time whose state it reads. */
  readonly readTime: Micros | undefined;
  readonly begun: number;
  lastUsed: number;
}

const idleMs = 60_000;
const totalMs = 270_000;
const sweepMs = 5_000;

/** The open transactions of a database and their locks. */
export class Transactions {
  readonly #open = new Map<string, Transaction>();
  readonly #aborted = new Set<string>();
  #sweeper: NodeJS.Timeout | undefined;
  #sequence = 0;
  readonly locks = new LockTable((victim) => {
    if ('id' in victim) this.#abort(victim as Transaction);
  });

  /** An age higher than any before. */
  nextAge(): number {
    return ++this.#sequence;
  }

  begin({ readOnly, readWrite }: WireTransactionOptions, now: Micros): Transaction {
    const sequence = this.nextAge();
    const age = retriedAge(readWrite?.retryTransaction) ?? sequence;
    const id = Buffer.alloc(16);
    id.writeDoubleBE(age, 0);
    id.writeDoubleBE(sequence, 8);
    const readTime = readOnly && (readOnly.readTime ? fromWire(readOnly.readTime) : now);
    const begun = Date.now();
    const transaction = { id, age, readTime, begun, lastUsed: begun };
    this.#open.set(id.toString('hex'), transaction);
    this.#sweeper ??= setInterval(() => {
      this.#sweep();
    }, sweepMs).unref();
    return transaction;
  }

  /** @throws StatusError ABORTED after a deadlock, INVALID_ARGUMENT for one that is over. */
  use(id: Buffer): Transaction {
    const key = id.toString('hex');
    const transaction = this.#open.get(key);
    if (transaction) {
      transaction.lastUsed = Date.now();
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

  close(): void {
    clearInterval(this.#sweeper);
    this.#sweeper = undefined;
  }

  #abort({ id }: Transaction): void {
    this.#open.delete(id.toString('hex'));
    this.#aborted.add(id.toString('hex'));
  }

  #sweep(): void {
    const now = Date.now();
    for (const { id, begun, lastUsed } of this.#open.values()) {
      if (now - lastUsed > idleMs || now - begun > totalMs) this.end(id);
    }
  }
}

/** A retry keeps its first attempt's place in the queues: its id tells it. */
function retriedAge(id: Buffer | undefined): number | undefined {
  return id?.length === 16 ? id.readDoubleBE(0) : undefined;
}
