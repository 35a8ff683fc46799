import { shapeId } from '../indexes/shape';
import type { IndexShape } from '../indexes/shape';
import { SortedIndex } from '../indexes/sortedIndex';
import type { KeyRange } from '../indexes/sortedIndex';
import type { CommitClock } from '../clock';
import type { Micros } from '../values/timestamp';
import { History } from './history';
import { Snapshot } from './snapshot';
import type { DocumentChange, StoredDocument } from './storedDocument';
import type { IndexEntry, View } from './view';

/** Unused indexes beyond this many go, the one unused for longest first. */
const maxIndexes = 300;

/** The documents of one database and their indexes. It is itself the view of the latest state. */
export class DocumentStore implements View {
  readonly #clock: CommitClock;
  readonly #documents = new Map<string, StoredDocument>();
  readonly #indexes = new Map<string, SortedIndex>();
  readonly #history = new History();

  constructor(clock: CommitClock) {
    this.#clock = clock;
  }

  get readTime(): Micros {
    return this.#clock.now();
  }

  get(path: string): StoredDocument | undefined {
    return this.#documents.get(path);
  }

  *scan(index: SortedIndex, range: KeyRange, reverse: boolean): Generator<IndexEntry, undefined> {
    for (const [key, path] of index.scan(range, reverse)) {
      const document = this.#documents.get(path);
      if (document) yield { key, document };
    }
    return undefined;
  }

  count(index: SortedIndex, range: KeyRange): number {
    return index.count(range);
  }

  /** @throws StatusError FAILED_PRECONDITION when the time is too long ago. */
  at(time: Micros): View {
    return new Snapshot(time, this, this.#history.since(time, this.#clock.now()));
  }

  /** The index of this shape; built at its first use and kept up to date from then on. */
  index(shape: IndexShape): SortedIndex {
    const id = shapeId(shape);
    const index = this.#indexes.get(id) ?? this.#build(shape);
    this.#indexes.delete(id);
    this.#indexes.set(id, index);
    return index;
  }

  apply(changes: readonly DocumentChange[], time: Micros): void {
    this.#history.record(changes, time);
    for (const change of changes) {
      const { place, after } = change;
      if (after) this.#documents.set(place.path, after);
      else this.#documents.delete(place.path);
      for (const index of this.#indexes.values()) {
        const { collectionId } = index.shape;
        if (collectionId === undefined || collectionId === place.collectionId) index.update(change);
      }
    }
  }

  /** Nothing can be read any more as of a time before this one. */
  forgetPast(time: Micros): void {
    this.#history.forget(time);
  }

  documents(): IterableIterator<StoredDocument> {
    return this.#documents.values();
  }

  #build(shape: IndexShape): SortedIndex {
    const index = new SortedIndex(shape);
    const { collectionId } = shape;
    const all = [...this.#documents.values()];
    index.fill(
      collectionId === undefined
        ? all
        : all.filter(({ place }) => place.collectionId === collectionId),
    );
    const oldest = this.#indexes.size >= maxIndexes ? this.#indexes.keys().next().value : undefined;
    if (oldest !== undefined) this.#indexes.delete(oldest);
    return index;
  }
}
