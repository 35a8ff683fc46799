import type { KeyRange, SortedIndex } from '../indexes/sortedIndex';
import type { Micros } from '../values/timestamp';
import type { StoredDocument } from './storedDocument';

/** A document at its place in an index. */
export interface IndexEntry {
  readonly key: string;
  readonly document: StoredDocument;
}

/** A consistent state of the database to read from. */
export interface View {
  /** The state is that after all commits up to this time. */
  readonly readTime: Micros;
  get(path: string): StoredDocument | undefined;
  /** Must be used up before the next commit. */
  scan(index: SortedIndex, range: KeyRange, reverse: boolean): Iterator<IndexEntry, undefined>;
  /** How many entries the range has. */
  count(index: SortedIndex, range: KeyRange): number;
}
