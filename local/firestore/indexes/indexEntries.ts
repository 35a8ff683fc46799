import type { StoredDocument } from '../documents/storedDocument';
import type { CompositeIndexConfig, FieldOverrideConfig, IndexConfig } from '../options';
import { documentId, getField, parseFieldPath } from '../values/fieldPath';
import type { FieldPath } from '../values/fieldPath';
import { indexedKey, maxIndexedBytes } from '../values/indexedKey';
import { vectorComponents } from '../values/value';
import type { Fields, Value } from '../values/value';
import { nameBytes, stringBytes, valueBytes } from '../writes/documentSize';
import { fieldIndexes } from './fieldIndexes';

/** A document's entries in all its indexes, each by its size in bytes as production counts them. */
export class IndexEntries {
  readonly #overrides: readonly FieldOverrideConfig[];
  readonly #composites: readonly CompositeIndexConfig[];
  readonly #fields: Fields;
  /** What each entry holds besides its values. */
  readonly #base: { readonly collection: number; readonly group: number };

  constructor(
    { place, fields }: Pick<StoredDocument, 'place' | 'fields'>,
    { indexes = [], fieldOverrides = [] }: IndexConfig,
  ) {
    const ofGroup = (index: { collectionGroup: string }) =>
      index.collectionGroup === place.collectionId;
    this.#overrides = fieldOverrides.filter(ofGroup);
    this.#composites = indexes.filter(ofGroup);
    this.#fields = fields;
    const parent = place.path.split('/').slice(0, -2).join('/');
    const group = nameBytes(place.path) + 32;
    this.#base = { group, collection: group + nameBytes(parent) };
  }

  /** @see https://firebase.google.com/docs/firestore/storage-size#index-entry-size */
  *sizes(): Generator<number> {
    yield* this.#ofFields(this.#fields, []);
    for (const composite of this.#composites) yield* this.#ofComposite(composite);
  }

  *#ofFields(fields: Fields, parent: FieldPath): Generator<number> {
    for (const [name, value] of Object.entries(fields)) {
      const path = [...parent, name];
      for (const { queryScope, arrayConfig } of fieldIndexes(this.#overrides, path)) {
        const base = this.#baseOf(queryScope) + stringBytes(path.join('.'));
        if (arrayConfig === undefined) yield base + indexedBytes(value);
        else for (const element of distinctElements(value)) yield base + indexedBytes(element);
      }
      if (value.valueType !== 'mapValue') continue;
      const { fields: inner = {} } = value.mapValue;
      if (!vectorComponents(inner)) yield* this.#ofFields(inner, path);
    }
  }

  *#ofComposite({ queryScope, fields }: CompositeIndexConfig): Generator<number> {
    let size = this.#baseOf(queryScope);
    let elements: readonly Value[] | undefined;
    for (const { fieldPath, arrayConfig } of fields) {
      if (fieldPath === documentId) continue;
      const value = getField(this.#fields, parseFieldPath(fieldPath));
      if (!value) return;
      if (arrayConfig === undefined) size += indexedBytes(value);
      else elements = distinctElements(value);
    }
    if (!elements) yield size;
    else for (const element of elements) yield size + indexedBytes(element);
  }

  #baseOf(scope = 'COLLECTION'): number {
    return scope === 'COLLECTION' ? this.#base.collection : this.#base.group;
  }
}

const indexedBytes = (value: Value) => Math.min(valueBytes(value), maxIndexedBytes);

/** None for a value that is no array. */
function distinctElements(value: Value): Value[] {
  if (value.valueType !== 'arrayValue') return [];
  const elements = value.arrayValue.values ?? [];
  return [...new Map(elements.map((element) => [indexedKey(element), element])).values()];
}
