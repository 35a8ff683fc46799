import { CommitClock } from './clock';
import { Database } from './database';
import type { Commit } from './database';
import { splitName } from './documents/place';
import { EntryLimits } from './indexes/entryLimits';
import type { IndexConfig } from './options';

/** The databases of all projects; each begins to exist when it is first named. */
export class Databases {
  readonly #databases = new Map<string, Database>();
  readonly #clock = new CommitClock();
  readonly #limits: EntryLimits;
  readonly #onCommit: (commit: Commit) => void;

  constructor(indexes: IndexConfig | undefined, onCommit: (commit: Commit) => void) {
    this.#limits = new EntryLimits(indexes ?? {});
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
    const database = new Database(name, this.#clock, this.#limits, this.#onCommit);
    this.#databases.set(name, database);
    return database;
  }

  clear(): void {
    for (const database of this.#databases.values()) database.clear();
  }

  close(): void {
    for (const { transactions } of this.#databases.values()) transactions.close();
  }
}
