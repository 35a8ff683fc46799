import type { Place } from '../documents/place';
import { invalidArgument } from '../status';
import type { Fields, Value } from '../values/value';

const maxDocumentBytes = 1_048_576;
const maxDepth = 20;
const reserved = /^__.+__$/s;

/**
 * Checks what a document may hold: its size (as production counts it), depth and field names.
 *
 * @see https://firebase.google.com/docs/firestore/storage-size
 * @throws StatusError INVALID_ARGUMENT
 */
export function checkDocument({ path }: Place, fields: Fields): void {
  const nameBytes = path.split('/').reduce((sum, id) => sum + Buffer.byteLength(id) + 1, 16);
  const bytes = nameBytes + 32 + fieldsBytes(fields, 1);
  if (bytes > maxDocumentBytes) {
    throw invalidArgument(
      `Document '${path}' cannot be written because its size (${bytes} bytes) exceeds the maximum allowed size of ${maxDocumentBytes} bytes.`,
    );
  }
}

function fieldsBytes(fields: Fields, depth: number): number {
  if (depth > maxDepth)
    throw invalidArgument('Property contains an invalid nested entity: too deep.');
  let bytes = 0;
  for (const name in fields) {
    const value = fields[name];
    if (name === '') throw invalidArgument('field name is the empty string');
    if (depth === 1 && reserved.test(name)) {
      throw invalidArgument(`field name matches reserved pattern: ${name}`);
    }
    if (value) bytes += Buffer.byteLength(name) + 1 + valueBytes(value, depth);
  }
  return bytes;
}

function valueBytes(value: Value, depth: number): number {
  switch (value.valueType) {
    case 'nullValue':
    case 'booleanValue':
      return 1;
    case 'integerValue':
    case 'doubleValue':
    case 'timestampValue':
      return 8;
    case 'geoPointValue':
      return 16;
    case 'stringValue':
      return Buffer.byteLength(value.stringValue) + 1;
    case 'bytesValue':
      return value.bytesValue.length;
    case 'referenceValue':
      return Buffer.byteLength(value.referenceValue) + 1;
    case 'arrayValue':
      return (value.arrayValue.values ?? []).reduce(
        (sum, each) => sum + valueBytes(each, depth + 1),
        0,
      );
    case 'mapValue':
      return fieldsBytes(value.mapValue.fields ?? {}, depth + 1);
  }
}
