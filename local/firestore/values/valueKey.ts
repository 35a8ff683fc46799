import { doubleKey, integerKey, nanKey } from './numberKey';
import { pathKey } from './pathKey';
import { bytesKey, stringKey } from './stringKey';
import { vectorComponents } from './value';
import type { Fields, Value } from './value';
import type { WireTimestamp } from './timestamp';

/** First byte of a value's key: values of different types sort by it. */
export const typeTag = {
  nullValue: 0x05,
  booleanValue: 0x10,
  number: 0x20,
  timestampValue: 0x30,
  stringValue: 0x40,
  bytesValue: 0x50,
  referenceValue: 0x60,
  geoPointValue: 0x70,
  arrayValue: 0x80,
  vector: 0x90,
  mapValue: 0xa0,
} as const;

/** Sorts after every value. */
export const lastTag = 0xb0;

const end = '\x01';
const year1 = 62_135_596_800;

const tagged = (tag: number, key: string) => String.fromCharCode(tag) + key;

/**
 * A string of bytes (one a character) that compares with `<` as Firestore orders values. Equal values have equal
 * keys (1 and 1.0, 0 and -0), and no key is a prefix of another, so keys can be joined.
 *
 * @see https://firebase.google.com/docs/firestore/manage-data/data-types#value_type_ordering
 */
export function valueKey(value: Value): string {
  switch (value.valueType) {
    case 'nullValue':
      return tagged(typeTag.nullValue, '');
    case 'booleanValue':
      return tagged(typeTag.booleanValue, value.booleanValue ? '\x02' : '\x01');
    case 'integerValue':
      return tagged(typeTag.number, integerKey(value.integerValue));
    case 'doubleValue':
      return tagged(typeTag.number, doubleKey(value.doubleValue));
    case 'timestampValue':
      return tagged(typeTag.timestampValue, timestampKey(value.timestampValue));
    case 'stringValue':
      return tagged(typeTag.stringValue, stringKey(value.stringValue));
    case 'bytesValue':
      return tagged(typeTag.bytesValue, bytesKey(value.bytesValue));
    case 'referenceValue':
      return tagged(typeTag.referenceValue, pathKey(value.referenceValue) + end);
    case 'geoPointValue': {
      const { latitude = 0, longitude = 0 } = value.geoPointValue;
      return tagged(typeTag.geoPointValue, doubleKey(latitude) + doubleKey(longitude));
    }
    case 'arrayValue':
      return tagged(
        typeTag.arrayValue,
        (value.arrayValue.values ?? []).map(valueKey).join('') + end,
      );
    case 'mapValue':
      return mapKey(value.mapValue.fields ?? {});
  }
}

export const nullKey = tagged(typeTag.nullValue, '');
export const notANumberKey = tagged(typeTag.number, nanKey);

function mapKey(fields: Fields): string {
  const components = vectorComponents(fields);
  if (components) {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(components.length);
    return tagged(typeTag.vector, size.toString('latin1') + components.map(valueKey).join(''));
  }
  const entries = Object.entries(fields).map(([name, value]) => [stringKey(name), value] as const);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  const body = entries.map(([name, value]) => '\x02' + name + valueKey(value)).join('');
  return tagged(typeTag.mapValue, body + end);
}

function timestampKey({ seconds = 0, nanos = 0 }: WireTimestamp): string {
  const sinceYear1 = Number(seconds) + year1;
  return (
    bigEndian(Math.floor(sinceYear1 / 0x1000000), 3) +
    bigEndian(sinceYear1 % 0x1000000, 3) +
    bigEndian(nanos, 4)
  );
}

function bigEndian(value: number, bytes: number): string {
  let key = '';
  for (let shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    key += String.fromCharCode((value >>> shift) & 0xff);
  }
  return key;
}
