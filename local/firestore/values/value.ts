import type { WireTimestamp } from './timestamp';

/** Named fields of a document or of a map. */
export type Fields = Record<string, Value>;

/** google.firestore.v1.Value, as proto-loader decodes it: 64-bit integers are decimal strings. */
export type Value =
  | { valueType: 'nullValue'; nullValue: 'NULL_VALUE' }
  | { valueType: 'booleanValue'; booleanValue: boolean }
  | { valueType: 'integerValue'; integerValue: string }
  | { valueType: 'doubleValue'; doubleValue: number }
  | { valueType: 'timestampValue'; timestampValue: WireTimestamp }
  | { valueType: 'stringValue'; stringValue: string }
  | { valueType: 'bytesValue'; bytesValue: Buffer }
  | { valueType: 'referenceValue'; referenceValue: string }
  | { valueType: 'geoPointValue'; geoPointValue: { latitude?: number; longitude?: number } }
  | { valueType: 'arrayValue'; arrayValue: { values?: Value[] } }
  | { valueType: 'mapValue'; mapValue: { fields?: Fields } };

export const nullValue: Value = { valueType: 'nullValue', nullValue: 'NULL_VALUE' };

export function integerValue(value: bigint | number | string): Value {
  return { valueType: 'integerValue', integerValue: value.toString() };
}

export function doubleValue(value: number): Value {
  return { valueType: 'doubleValue', doubleValue: value };
}

/** The components of a vector, or undefined when the value is no vector (a map tagged `__vector__`). */
export function vectorComponents(fields: Fields): Value[] | undefined {
  const tag = fields['__type__'];
  const value = fields['value'];
  if (tag?.valueType !== 'stringValue' || tag.stringValue !== '__vector__') return undefined;
  return value?.valueType === 'arrayValue' ? (value.arrayValue.values ?? []) : undefined;
}
