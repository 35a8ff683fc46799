import type { CompositeIndexConfig, DeclaredIndex, IndexConfig } from '../options';
import type { Query } from '../query/query';
import { failedPrecondition } from '../status';
import { documentId, parseFieldPath } from '../values/fieldPath';
import { fieldIndexes } from './fieldIndexes';
import type { FieldIndex } from './fieldIndexes';
import { missingIndexMessage } from './missingIndex';
import { requiredIndexes } from './requiredIndex';
import type { RequiredIndex } from './requiredIndex';

/**
 * Decides as production does whether the declared and the automatic indexes can answer a query.
 *
 * @see https://firebase.google.com/docs/firestore/query-data/index-overview
 */
export class IndexPolicy {
  readonly #config: IndexConfig;
  readonly #used = new Set<DeclaredIndex>();

  constructor(config: IndexConfig) {
    this.#config = config;
  }

  /** What of the configuration a query has needed. */
  get used(): DeclaredIndex[] {
    return [...this.#used];
  }

  /** @throws StatusError FAILED_PRECONDITION; its message has the missing index as JSON. */
  check(query: Query): void {
    for (const required of requiredIndexes(query)) {
      if (!this.#canAnswer(required)) throw failedPrecondition(missingIndexMessage(required));
    }
  }

  /** Indexes with the same sorted end can be merged, so together they must cover the other fields. */
  #canAnswer(required: RequiredIndex): boolean {
    const { equal, contains, sorted, nameDescending } = required;
    const covered = new Set(
      this.#composites(required).flatMap((index) => this.#using(index, required)),
    );
    const has = (field: string, wanted: FieldIndex) => this.#hasFieldIndex(required, field, wanted);
    const order = nameDescending ? 'DESCENDING' : 'ASCENDING';
    if (sorted.length === 0) {
      for (const field of equal) if (has(field, { order })) covered.add(field);
      for (const field of contains) if (has(field, { arrayConfig: 'CONTAINS' })) covered.add(field);
    }
    if (equal.length + contains.length > 0)
      return [...equal, ...contains].every((f) => covered.has(f));
    const [first, ...more] = sorted;
    if (!first) return !nameDescending || this.#composites(required).some(isNameOnly);
    const single =
      more.length === 0 && first.descending === nameDescending && has(first.field, { order });
    const whole = this.#composites(required).find((index) => endsSorted(index, required) === 0);
    if (whole && !single) this.#used.add(whole);
    return single || whole !== undefined;
  }

  #using(index: CompositeIndexConfig, required: RequiredIndex): string[] {
    const fields = coveredFields(index, required);
    if (fields.length > 0) this.#used.add(index);
    return fields;
  }

  #composites({ collectionGroup, queryScope }: RequiredIndex): CompositeIndexConfig[] {
    return (this.#config.indexes ?? []).filter(
      (index) =>
        index.collectionGroup === collectionGroup &&
        (index.queryScope ?? 'COLLECTION') === queryScope,
    );
  }

  #hasFieldIndex(
    { collectionGroup, queryScope }: RequiredIndex,
    field: string,
    wanted: FieldIndex,
  ): boolean {
    const overrides = (this.#config.fieldOverrides ?? []).filter(
      (override) => override.collectionGroup === collectionGroup,
    );
    const isIndexed = fieldIndexes(overrides, parseFieldPath(field)).some(
      (index) =>
        index.order === wanted.order &&
        index.arrayConfig === wanted.arrayConfig &&
        (index.queryScope ?? 'COLLECTION') === queryScope,
    );
    const own = overrides.find(({ fieldPath }) => fieldPath === field);
    if (isIndexed && own) this.#used.add(own);
    return isIndexed;
  }
}

const isNameOnly = ({ fields: [first, ...more] }: CompositeIndexConfig) =>
  more.length === 0 && first?.fieldPath === documentId && first.order === 'DESCENDING';

/** How many fields precede the required sorted end of the index; undefined when it ends otherwise. */
function endsSorted({ fields }: CompositeIndexConfig, required: RequiredIndex): number | undefined {
  const { sorted, nameDescending } = required;
  const named = fields.at(-1)?.fieldPath === documentId;
  const descending = fields.at(-1)?.order === 'DESCENDING';
  const others = named ? fields.slice(0, -1) : fields;
  const start = others.length - sorted.length;
  const matches = sorted.every(({ field, descending: down }, i) => {
    const present = others[start + i];
    return present?.fieldPath === field && present.order === (down ? 'DESCENDING' : 'ASCENDING');
  });
  return start >= 0 && matches && descending === nameDescending ? start : undefined;
}

/** The fields with equalities that the index helps with; none when it does not fit. */
function coveredFields(index: CompositeIndexConfig, required: RequiredIndex): string[] {
  const start = endsSorted(index, required);
  if (start === undefined) return [];
  const leading = index.fields.slice(0, start);
  const fits = leading.every(({ fieldPath, arrayConfig }) =>
    (arrayConfig === undefined ? required.equal : required.contains).includes(fieldPath),
  );
  return fits ? leading.map(({ fieldPath }) => fieldPath) : [];
}
