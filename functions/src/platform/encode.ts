import { Timestamp } from 'firebase-admin/firestore';

/** A value that queries compare with, as the protocol's library takes it. */
type Value =
  | { nullValue: 'NULL_VALUE' }
  | { booleanValue: boolean }
  | { integerValue: string }
  | { doubleValue: number }
  | { stringValue: string }
  | { timestampValue: { seconds: number; nanos: number } }
  | { arrayValue: { values: Value[] } };

/** @throws TypeError for a type that our queries do not use */
export function encodeValue(value: unknown): Value {
  if (value === null) return { nullValue: 'NULL_VALUE' };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { integerValue: String(value) } : { doubleValue: value };
  }
  if (value instanceof Timestamp) {
    return { timestampValue: { seconds: value.seconds, nanos: value.nanoseconds } };
  }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(encodeValue) } };
  throw new TypeError(`A query compares with no ${typeof value}.`);
}
