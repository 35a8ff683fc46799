import BTree from 'sorted-btree';
import type { Place } from '../documents/place';
import type { DocumentChange, StoredDocument } from '../documents/storedDocument';
import { getField, parseFieldPath } from '../values/fieldPath';
import type { FieldPath } from '../values/fieldPath';
import type { Fields } from '../values/value';
import { indexedKey } from '../values/indexedKey';
import { invert } from './invert';
import type { IndexShape } from './shape';

/** Keys from `low` up to, not including, `high`. */
export interface KeyRange {
  readonly low: string;
  readonly high: string;
}

/** A sorted list of documents, kept up to date with each commit. */
export class SortedIndex {
  readonly #entries = new BTree<string, string>(undefined, compareKeys);
  readonly #contains: FieldPath | undefined;
  readonly #components: readonly { path: FieldPath; descending: boolean }[];

  constructor(readonly shape: IndexShape) {
    this.#contains = shape.contains === undefined ? undefined : parseFieldPath(shape.contains);
    this.#components = shape.components.map(({ field, descending }) => ({
      path: parseFieldPath(field),
      descending,
    }));
  }

  /** Builds the index in one go, which is quicker than entry by entry. */
  fill(documents: Iterable<StoredDocument>): void {
    const entries: [string, string][] = [];
    for (const { place, fields } of documents) {
      for (const key of this.keysOf(place, fields)) entries.push([key, place.path]);
    }
    entries.sort(([a], [b]) => compareKeys(a, b));
    for (const [key, path] of entries) this.#entries.set(key, path);
  }

  update({ place, before, after }: DocumentChange): void {
    const oldKeys = before ? this.keysOf(place, before.fields) : [];
    const newKeys = after ? this.keysOf(place, after.fields) : [];
    for (const key of oldKeys) if (!newKeys.includes(key)) this.#entries.delete(key);
    for (const key of newKeys) if (!oldKeys.includes(key)) this.#entries.set(key, place.path);
  }

  /** Keys and paths in order; valid until the next commit. The pair is reused from step to step. */
  *scan({ low, high }: KeyRange, reverse: boolean): Generator<readonly [string, string]> {
    if (reverse) {
      for (const entry of this.#entries.entriesReversed(high, [], true)) {
        if (entry[0] < low) return;
        yield entry;
      }
    } else {
      for (const entry of this.#entries.entries(low, [])) {
        if (entry[0] >= high) return;
        yield entry;
      }
    }
  }

  count({ low, high }: KeyRange): number {
    return low < high ? this.#entries.forRange(low, high, false) : 0;
  }

  /** The keys under which a document with these fields stands; none when it lacks a field of the index. */
  keysOf(place: Place, fields: Fields): string[] {
    const scopeLength = this.shape.scope === 'collection' ? place.collectionKeyLength : 0;
    let rest = '';
    for (const { path, descending } of this.#components) {
      const value = getField(fields, path);
      if (!value) return [];
      const key = indexedKey(value);
      rest += descending ? invert(key) : key;
    }
    rest += place.key.slice(scopeLength);
    const scope = scopeLength === 0 ? '' : scopePrefix(place.key.slice(0, scopeLength));
    if (!this.#contains) return [scope + rest];
    const array = getField(fields, this.#contains);
    if (array?.valueType !== 'arrayValue') return [];
    const elements = new Set((array.arrayValue.values ?? []).map(indexedKey));
    return [...elements].map((element) => scope + element + rest);
  }
}

/** What the keys of one collection's entries begin with; a collection nested in it has another beginning. */
export function scopePrefix(collectionKey: string): string {
  return collectionKey + '\0';
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
