import type { CommitClock } from './clock';
import { DocumentStore } from './documents/documentStore';
import type { DocumentChange } from './documents/storedDocument';
import type { View } from './documents/view';
import { EntryLimits } from './indexes/entryLimits';
import type { IndexPolicy } from './indexes/indexPolicy';
import type { IndexConfig } from './options';
import type { Query } from './query/query';
import { Transactions } from './transactions/transactions';
import type { Transaction } from './transactions/transactions';
import type { Footprint } from './transactions/footprint';
import type { Micros } from './values/timestamp';
import { applyWrites } from './writes/applyWrites';
import type { Applied } from './writes/applyWrites';
import type { Write } from './writes/write';
import { invalidArgument } from './status';

/** The documents one commit has changed. */
export interface Commit {
  /** `projects/P/databases/D` */
  readonly database: string;
  readonly changes: readonly DocumentChange[];
  readonly time: Micros;
}

export interface Committed {
  readonly time: Micros;
  readonly results: Applied['results'];
}

/** What a read found and what that rests on. */
export interface Reading<T> {
  readonly result: T;
  readonly footprint: Pick<Footprint, 'documents' | 'ranges'>;
}

/** The indexes that a database declares, and the policy over them that its namesakes in all projects share. */
export interface DeclaredIndexes {
  readonly config: IndexConfig;
  readonly policy: IndexPolicy;
}

/** One database: its documents, its indexes, its transactions, and the rules by which they meet. */
export class Database {
  readonly store: DocumentStore;
  readonly transactions = new Transactions();
  readonly #clock: CommitClock;
  readonly #limits: EntryLimits;
  readonly #policy: IndexPolicy | undefined;
  readonly #onCommit: (commit: Commit) => void;

  /** @param indexes without them, every query is allowed */
  constructor(
    readonly name: string,
    clock: CommitClock,
    indexes: DeclaredIndexes | undefined,
    onCommit: (commit: Commit) => void,
  ) {
    this.#clock = clock;
    this.#limits = new EntryLimits(indexes?.config ?? {});
    this.#policy = indexes?.policy;
    this.store = new DocumentStore(clock);
    this.#onCommit = onCommit;
  }

  /** @throws StatusError FAILED_PRECONDITION for a query that lacks an index. */
  admit(query: Query): void {
    this.#policy?.check(query);
  }

  /**
   * Reads the latest state, or the state at a time, or within a transaction. In a read-write transaction what was
   * read is locked until its end, and the read waits for those who hold it.
   *
   * @param signal gives up waiting
   */
  read<T>(
    selector: { transaction?: Transaction | undefined; readTime?: Micros | undefined },
    signal: AbortSignal | undefined,
    reading: (view: View) => Reading<T>,
  ): T | Promise<T> {
    const { transaction } = selector;
    const readTime = transaction?.readTime ?? selector.readTime;
    if (readTime !== undefined) {
      if (readTime > this.#clock.now()) throw invalidArgument('The read time is in the future.');
      return reading(this.store.at(readTime)).result;
    }
    if (!transaction) return reading(this.store).result;
    const { locks } = this.transactions;
    const attempt = () => {
      const { result, footprint: read } = reading(this.store);
      const footprint = { ...read, changes: [], exclusive: transaction.isRetry };
      const act = () => {
        locks.hold(transaction, footprint);
        return result;
      };
      return { footprint, act };
    };
    return locks.acquire(transaction, attempt, signal);
  }

  /** Stores all the writes or none, as soon as no transaction has locked what they touch. */
  commit(
    writes: readonly Write[],
    transaction?: Transaction,
    signal?: AbortSignal,
  ): Committed | Promise<Committed> {
    const { locks } = this.transactions;
    if (transaction?.readTime !== undefined && writes.length > 0) {
      throw invalidArgument('Cannot modify entities in a read-only transaction.');
    }
    if (locks.isFree) return this.#store(this.#prepare(writes));
    const owner = transaction ?? { age: this.transactions.nextAge() };
    const attempt = () => {
      const { changes, ...prepared } = this.#prepare(writes);
      const documents = writes.map(({ place }) => place.path);
      const footprint = { documents, ranges: [], changes, exclusive: true };
      return { footprint, act: () => this.#store({ changes, ...prepared }) };
    };
    return locks.acquire(owner, attempt, signal);
  }

  /** Drops all documents, and what is known of their past. */
  clear(): void {
    const changes = [...this.store.documents()].map((before) => ({
      place: before.place,
      before,
      after: undefined,
    }));
    const time = this.#clock.next();
    this.store.apply(changes, time);
    this.store.forgetPast(time);
  }

  #prepare(writes: readonly Write[]): Applied & { time: Micros } {
    const time = this.#clock.next();
    const applied = applyWrites(writes, (path) => this.store.get(path), time);
    for (const { after } of applied.changes) if (after) this.#limits.check(after);
    return { time, ...applied };
  }

  #store({ time, changes, results }: Applied & { time: Micros }): Committed {
    this.store.apply(changes, time);
    if (changes.length > 0) this.#onCommit({ database: this.name, changes, time });
    return { time, results };
  }
}
