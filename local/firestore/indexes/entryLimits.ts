import type { StoredDocument } from '../documents/storedDocument';
import type { IndexConfig } from '../options';
import { invalidArgument } from '../status';
import { IndexEntries } from './indexEntries';

const maxEntries = 40_000;
const maxEntryBytes = 7.5 * 1024;
const maxTotalBytes = 8 * 1024 * 1024;

/** An entry holds the names of document and parent and some values: twice the document at most. */
const harmlessBytes = maxEntryBytes / 2;

/**
 * What the index entries of a document may come to.
 *
 * @see https://firebase.google.com/docs/firestore/quotas#indexes
 */
export class EntryLimits {
  readonly #config: IndexConfig;

  constructor(config: IndexConfig) {
    this.#config = config;
  }

  /** @throws StatusError INVALID_ARGUMENT */
  check(document: StoredDocument): void {
    const { path } = document.place;
    if (document.bytes <= harmlessBytes) return;
    let [count, total] = [0, 0];
    for (const size of new IndexEntries(document, this.#config).sizes()) {
      if (size > maxEntryBytes) {
        throw invalidArgument(
          `An index entry of '${path}' has ${size} bytes; ${maxEntryBytes} are the most.`,
        );
      }
      count += 1;
      total += size;
    }
    if (count > maxEntries) {
      throw invalidArgument(
        `too many index entries for entity '${path}': ${count}; ${maxEntries} are the most.`,
      );
    }
    if (total > maxTotalBytes) {
      throw invalidArgument(
        `The index entries of '${path}' have ${total} bytes; ${maxTotalBytes} are the most.`,
      );
    }
  }
}
