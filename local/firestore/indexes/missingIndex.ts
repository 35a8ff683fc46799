import type { IndexFieldConfig } from '../options';
import { documentId } from '../values/fieldPath';
import type { RequiredIndex } from './requiredIndex';

/** Says which entry of firestore.indexes.json is missing, ready to paste. */
export function missingIndexMessage(required: RequiredIndex): string {
  const { collectionGroup, queryScope } = required;
  const fields = missingFields(required);
  const [first, ...more] = fields;
  if (first && more.length === 0 && first.fieldPath !== documentId) {
    const { fieldPath, ...index } = first;
    const override = { collectionGroup, fieldPath, indexes: [{ ...index, queryScope }] };
    return `The query requires a single-field index. Add it to "fieldOverrides" in firestore.indexes.json: ${JSON.stringify(override)}`;
  }
  const composite = { collectionGroup, queryScope, fields };
  return `The query requires an index. Add it to "indexes" in firestore.indexes.json: ${JSON.stringify(composite)}`;
}

function missingFields(required: RequiredIndex): IndexFieldConfig[] {
  const { equal, contains, sorted, nameDescending } = required;
  const direction = (descending: boolean) => (descending ? 'DESCENDING' : 'ASCENDING');
  const fields: IndexFieldConfig[] = [
    ...contains.map((fieldPath) => ({ fieldPath, arrayConfig: 'CONTAINS' })),
    ...equal.map((fieldPath) => ({ fieldPath, order: 'ASCENDING' })),
    ...sorted.map(({ field, descending }) => ({ fieldPath: field, order: direction(descending) })),
  ];
  if ((sorted.at(-1)?.descending ?? false) !== nameDescending) {
    fields.push({ fieldPath: documentId, order: direction(nameDescending) });
  }
  return fields;
}
