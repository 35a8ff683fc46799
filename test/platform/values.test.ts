import { FieldValue, GeoPoint, Timestamp } from 'firebase-admin/firestore';
import { fromFields, toFields, toValue } from '../../functions/src/platform/values';

test.each<[string, unknown]>([
  ['a Date', new Date(0)],
  ['a Map', new Map([['a', 1]])],
  ['a Set', new Set([1])],
  ['a FieldValue', FieldValue.serverTimestamp()],
  ['a GeoPoint', new GeoPoint(1, 2)],
  ['bytes', new Uint8Array([1])],
  ['a bigint', 1n],
  ['a function', () => 1],
  ['an undefined item', undefined],
])('%s is refused wherever it stands, not stored as something else', (_, value) => {
  expect(() => toValue(value)).toThrow(TypeError);
  expect(() => toFields({ list: [value] })).toThrow(TypeError);
  expect(() => toFields({ map: { inner: [{ value: [value] }] } })).toThrow(TypeError);
});

test('an undefined field is left out', () => {
  expect(toFields({ gone: undefined, there: 1 })).toEqual({ there: { integerValue: 1 } });
});

test('a query compares with the values that documents hold', () => {
  expect([null, true, 's', 7, 1.5, new Timestamp(1, 2), [1]].map(toValue)).toEqual([
    { nullValue: 'NULL_VALUE' },
    { booleanValue: true },
    { stringValue: 's' },
    { integerValue: 7 },
    { doubleValue: 1.5 },
    { timestampValue: { seconds: 1, nanos: 2 } },
    { arrayValue: { values: [{ integerValue: 1 }] } },
  ]);
});

test('what is of a type that is not stored is undefined when read', () => {
  const fields = { place: { geoPointValue: { latitude: 1 } }, name: { stringValue: 'A' } };
  expect(fromFields(fields)).toEqual({ place: undefined, name: 'A' });
});

test('a field named __proto__ is a field like any other', () => {
  const data: unknown = JSON.parse('{"__proto__":{"admin":true}}');
  const read = fromFields(toFields(data as Record<string, unknown>));
  expect(Object.keys(read)).toEqual(['__proto__']);
  expect((read as { admin?: boolean }).admin).toBeUndefined();
});
