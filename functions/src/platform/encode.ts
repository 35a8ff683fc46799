import { Timestamp } from 'firebase-admin/firestore';

/** A value of the Firestore protocol, as far as our documents use them. */
type Value =
  | { nullValue: 'NULL_VALUE' }
  | { booleanValue: boolean }
  | { integerValue: string }
  | { doubleValue: number }
  | { stringValue: string }
  | { timestampValue: { seconds: number; nanos: number } }
  | { arrayValue: { values: Value[] } }
  | { mapValue: { fields: Record<string, Value> } };

/** The fields of a document or map. Undefined ones are left out. */
export function encodeFields(data: Readonly<Record<string, unknown>>): Record<string, Value> {
  const present = Object.entries(data).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, encodeValue(value)]));
}

/** A Timestamp with its full precision of a nanosecond. */
export function encodeTimestamp({ seconds, nanoseconds }: Timestamp): {
  seconds: number;
  nanos: number;
} {
  return { seconds, nanos: nanoseconds };
}

function encodeValue(value: unknown): Value {
  if (value === null) return { nullValue: 'NULL_VALUE' };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { integerValue: String(value) } : { doubleValue: value };
  }
  if (value instanceof Timestamp) return { timestampValue: encodeTimestamp(value) };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(encodeValue) } };
  if (typeof value === 'object') {
    return { mapValue: { fields: encodeFields(value as Record<string, unknown>) } };
  }
  throw new TypeError(`A ${typeof value} cannot be stored.`);
}
