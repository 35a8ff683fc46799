import type { CompositeIndexConfig, FieldOverrideConfig, IndexConfig } from '../options';
import type { Query } from '../query/query';
import { failedPrecondition } from '../status';
import { documentId, parseFieldPath } from '../values/fieldPath';
import { missingIndexMessage } from './missingIndex';
import { requiredIndexes } from './requiredIndex';
import type { RequiredIndex } from './requiredIndex';

type FieldIndex = FieldOverrideConfig['indexes'][number];

/** What every field has where no override says otherwise. */
const automatic: readonly FieldIndex[] = [
  { order: 'ASCENDING', queryScope: 'COLLECTION' },
  { order: 'DESCENDING', queryScope: 'COLLECTION' },
  { arrayConfig: 'CONTAINS', queryScope: 'COLLECTION' },
];

/**
 * Decides as production does whether the declared and the automatic indexes can answer a query.
 *
 * @see https://firebase.google.com/docs/firestore/query-data/index-overview
 */
export class IndexPolicy {
  readonly #config: IndexConfig;

  constructor(config: IndexConfig) {
    this.#config = config;
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
      this.#composites(required).flatMap((index) => coveredFields(index, required)),
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
    return single || this.#composites(required).some((index) => endsSorted(index, required) === 0);
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
    return (nearest(overrides, field)?.indexes ?? automatic).some(
      (index) =>
        index.order === wanted.order &&
        index.arrayConfig === wanted.arrayConfig &&
        (index.queryScope ?? 'COLLECTION') === queryScope,
    );
  }
}

/** The override of the field, else of a map it lies in, else of all fields. */
function nearest(
  overrides: readonly FieldOverrideConfig[],
  field: string,
): FieldOverrideConfig | undefined {
  const path = parseFieldPath(field);
  for (let length = path.length; length > 0; length--) {
    const override = overrides.find(({ fieldPath }) => {
      const other = parseFieldPath(fieldPath);
      return other.length === length && other.every((segment, i) => segment === path[i]);
    });
    if (override) return override;
  }
  return overrides.find(({ fieldPath }) => fieldPath === '*');
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
