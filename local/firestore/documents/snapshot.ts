import type { KeyRange, SortedIndex } from '../indexes/sortedIndex';
import type { Micros } from '../values/timestamp';
import type { StoredDocument } from './storedDocument';
import type { IndexEntry, View } from './view';

/** The database as of a past time: the latest state, less what changed since, plus what that was. */
export class Snapshot implements View {
  readonly #latest: View;
  readonly #then: ReadonlyMap<string, StoredDocument | undefined>;

  constructor(
    readonly readTime: Micros,
    latest: View,
    then: ReadonlyMap<string, StoredDocument | undefined>,
  ) {
    this.#latest = latest;
    this.#then = then;
  }

  get(path: string): StoredDocument | undefined {
    return this.#then.has(path) ? this.#then.get(path) : this.#latest.get(path);
  }

  *scan(index: SortedIndex, range: KeyRange, reverse: boolean): Generator<IndexEntry, undefined> {
    const old = this.#oldEntries(index, range, reverse);
    const latest = this.#latest.scan(index, range, reverse);
    for (let step = latest.next(); !step.done; step = latest.next()) {
      const entry = step.value;
      if (this.#then.has(entry.document.place.path)) continue;
      for (let first = old[0]; first && first.key < entry.key !== reverse; first = old[0]) {
        yield first;
        old.shift();
      }
      yield entry;
    }
    yield* old;
    return undefined;
  }

  count(index: SortedIndex, range: KeyRange): number {
    let count = 0;
    const entries = this.scan(index, range, false);
    while (!entries.next().done) count++;
    return count;
  }

  #oldEntries(index: SortedIndex, { low, high }: KeyRange, reverse: boolean): IndexEntry[] {
    const { collectionId } = index.shape;
    const entries: IndexEntry[] = [];
    for (const document of this.#then.values()) {
      if (!document) continue;
      if (collectionId !== undefined && document.place.collectionId !== collectionId) continue;
      for (const key of index.keysOf(document.place, document.fields)) {
        if (key >= low && key < high) entries.push({ key, document });
      }
    }
    entries.sort((a, b) => (a.key < b.key !== reverse ? -1 : 1));
    return entries;
  }
}
