import { CommitClock } from './clock';
import { Database } from './database';
import type { Commit, DeclaredIndexes } from './database';
import { splitName } from './documents/place';
import { IndexPolicy } from './indexes/indexPolicy';
import type { DeclaredIndex, IndexConfig } from './options';

/** The databases of all projects; each begins to exist when it is first named. */
export class Databases {
  readonly #databases = new Map<string, Database>();
  readonly #clock = new CommitClock();
  readonly #indexes: ReadonlyMap<string, DeclaredIndexes>;
  readonly #onCommit: (commit: Commit) => void;

  /** @param indexes by the id of their database */
  constructor(indexes: Readonly<Record<string, IndexConfig>>, onCommit: (commit: Commit) => void) {
    this.#indexes = new Map(
      Object.entries(indexes).map(([id, config]) => [
        id,
        { config, policy: new IndexPolicy(config) },
      ]),
    );
    this.#onCommit = onCommit;
  }

  /**
   * The database that a resource name lies in, and the path below its `documents`.
   *
   * @throws StatusError INVALID_ARGUMENT for a malformed name.
   */
  locate(name: string | undefined): { database: Database; path: string } {
    const { database, path } = splitName(name ?? '');
    return { database: this.open(database), path };
  }

  /** @param name `projects/P/databases/D` */
  open(name: string): Database {
    const known = this.#databases.get(name);
    if (known) return known;
    const indexes = this.#indexes.get(name.slice(name.lastIndexOf('/') + 1));
    const database = new Database(name, this.#clock, indexes, this.#onCommit);
    this.#databases.set(name, database);
    return database;
  }

  /** `projects/P/databases/D` of those that have been named, be it for a read. */
  get names(): string[] {
    return [...this.#databases.keys()];
  }

  /** What of the declared indexes queries have needed. */
  get usedIndexes(): DeclaredIndex[] {
    return [...this.#indexes.values()].flatMap(({ policy }) => policy.used);
  }

  clear(): void {
    for (const database of this.#databases.values()) database.clear();
  }

  close(): void {
    for (const { transactions } of this.#databases.values()) transactions.close();
  }
}
