import type { Fields, Value } from '../values/value';

/**
 * Bytes of a document's name as production counts them.
 *
 * @see https://firebase.google.com/docs/firestore/storage-size
 */
export function nameBytes(path: string): number {
  return path === '' ? 16 : path.split('/').reduce((sum, id) => sum + stringBytes(id), 16);
}

/** Bytes of an id, a field's name or a text. */
export function stringBytes(text: string): number {
  return Buffer.byteLength(text) + 1;
}

/** Bytes of a whole document with so many of fields. */
export function documentBytes(path: string, bytesOfFields: number): number {
  return nameBytes(path) + 32 + bytesOfFields;
}

function fieldsBytes(fields: Fields): number {
  let bytes = 0;
  for (const name in fields) {
    const value = fields[name];
    if (value) bytes += stringBytes(name) + valueBytes(value);
  }
  return bytes;
}

/** Bytes of a value. */
export function valueBytes(value: Value): number {
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
      return stringBytes(value.stringValue);
    case 'bytesValue':
      return value.bytesValue.length;
    case 'referenceValue':
      return stringBytes(value.referenceValue);
    case 'arrayValue':
      return (value.arrayValue.values ?? []).reduce((sum, each) => sum + valueBytes(each), 0);
    case 'mapValue':
      return fieldsBytes(value.mapValue.fields ?? {});
  }
}
