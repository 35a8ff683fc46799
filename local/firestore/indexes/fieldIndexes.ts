import type { FieldOverrideConfig } from '../options';
import { parseFieldPath } from '../values/fieldPath';
import type { FieldPath } from '../values/fieldPath';

/** An index of one field. */
export type FieldIndex = FieldOverrideConfig['indexes'][number];

/** What every field has where no override says otherwise. */
const automatic: readonly FieldIndex[] = [
  { order: 'ASCENDING', queryScope: 'COLLECTION' },
  { order: 'DESCENDING', queryScope: 'COLLECTION' },
  { arrayConfig: 'CONTAINS', queryScope: 'COLLECTION' },
];

/**
 * The indexes of a field: by the override of the field, else of a map it lies in, else of all fields.
 *
 * @param overrides those of the field's collection group
 */
export function fieldIndexes(
  overrides: readonly FieldOverrideConfig[],
  path: FieldPath,
): readonly FieldIndex[] {
  for (let length = overrides.length > 0 ? path.length : 0; length > 0; length--) {
    const override = overrides.find(({ fieldPath }) => {
      const other = parseFieldPath(fieldPath);
      return other.length === length && other.every((segment, i) => segment === path[i]);
    });
    if (override) return override.indexes;
  }
  return overrides.find(({ fieldPath }) => fieldPath === '*')?.indexes ?? automatic;
}
