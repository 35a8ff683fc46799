import { Reader } from 'protobufjs/minimal';
import type { WireTimestamp } from '../values/timestamp';
import { type Fields, type Value, integerValue, nullValue } from '../values/value';
import type {
  WireDocument,
  WireMask,
  WirePrecondition,
  WireTransform,
  WireWrite,
} from '../writes/wireWrite';
import type { CommitRequest } from './writeMethods';

/** How the fields of a message are read, by their tags: a field's number × 8 + how it is delimited. */
type FieldReaders<T> = Readonly<Record<number, (reader: Reader, message: T) => unknown>>;

/**
 * A `google.firestore.v1.CommitRequest`, as proto-loader decodes it, but in one step: it makes every value
 * twice, and most of a commit's time would go there.
 *
 * @throws RangeError for no message
 */
export function decodeCommit(bytes: Buffer): CommitRequest {
  const reader = Reader.create(bytes);
  return read(reader, bytes.length, commitFields, {});
}

/** A message inside another. */
function inner<T>(reader: Reader, fields: FieldReaders<T>, message: T): T {
  const length = reader.uint32();
  return read(reader, reader.pos + length, fields, message);
}

function read<T>(reader: Reader, end: number, fields: FieldReaders<T>, message: T): T {
  while (reader.pos < end) {
    const tag = reader.uint32();
    const readField = fields[tag];
    if (readField) readField(reader, message);
    else reader.skipType(tag & 7);
  }
  return message;
}

const timestampFields: FieldReaders<WireTimestamp> = {
  8: (reader, timestamp) => (timestamp.seconds = int64(reader)),
  16: (reader, timestamp) => (timestamp.nanos = reader.int32()),
};

const geoPointFields: FieldReaders<{ latitude?: number; longitude?: number }> = {
  9: (reader, point) => (point.latitude = reader.double()),
  17: (reader, point) => (point.longitude = reader.double()),
};

const arrayFields: FieldReaders<{ values?: Value[] }> = {
  10: (reader, array) => (array.values ??= []).push(value(reader)),
};

const mapFields: FieldReaders<{ fields?: Fields }> = {
  10: (reader, map) => {
    field(reader, (map.fields ??= {}));
  },
};

const documentFields: FieldReaders<WireDocument> = {
  10: (reader, document) => (document.name = reader.string()),
  18: (reader, document) => {
    field(reader, (document.fields ??= {}));
  },
  26: (reader, document) => (document.createTime = inner(reader, timestampFields, {})),
  34: (reader, document) => (document.updateTime = inner(reader, timestampFields, {})),
};

const maskFields: FieldReaders<WireMask> = {
  10: (reader, mask) => (mask.fieldPaths ??= []).push(reader.string()),
};

const preconditionFields: FieldReaders<WirePrecondition> = {
  8: (reader, precondition) => (precondition.exists = reader.bool()),
  18: (reader, precondition) => (precondition.updateTime = inner(reader, timestampFields, {})),
};

const transformFields: FieldReaders<WireTransform> = {
  10: (reader, transform) => (transform.fieldPath = reader.string()),
  16: (reader, transform) =>
    (transform.setToServerValue =
      reader.int32() === 1 ? 'REQUEST_TIME' : 'SERVER_VALUE_UNSPECIFIED'),
  26: (reader, transform) => (transform.increment = value(reader)),
  34: (reader, transform) => (transform.maximum = value(reader)),
  42: (reader, transform) => (transform.minimum = value(reader)),
  50: (reader, transform) => (transform.appendMissingElements = inner(reader, arrayFields, {})),
  58: (reader, transform) => (transform.removeAllFromArray = inner(reader, arrayFields, {})),
};

const documentTransformFields: FieldReaders<NonNullable<WireWrite['transform']>> = {
  10: (reader, transform) => (transform.document = reader.string()),
  18: (reader, transform) =>
    (transform.fieldTransforms ??= []).push(inner(reader, transformFields, {})),
};

const writeFields: FieldReaders<WireWrite> = {
  10: (reader, write) => (write.update = inner(reader, documentFields, {})),
  18: (reader, write) => (write.delete = reader.string()),
  26: (reader, write) => (write.updateMask = inner(reader, maskFields, {})),
  34: (reader, write) => (write.currentDocument = inner(reader, preconditionFields, {})),
  50: (reader, write) => (write.transform = inner(reader, documentTransformFields, {})),
  58: (reader, write) => (write.updateTransforms ??= []).push(inner(reader, transformFields, {})),
};

const commitFields: FieldReaders<CommitRequest> = {
  10: (reader, commit) => (commit.database = reader.string()),
  18: (reader, commit) => (commit.writes ??= []).push(inner(reader, writeFields, {})),
  26: (reader, commit) => (commit.transaction = Buffer.from(reader.bytes())),
};

/** A field of a document or map, into `fields`. */
function field(reader: Reader, fields: Fields): void {
  const end = reader.uint32() + reader.pos;
  let name = '';
  let held = {} as Value; // what proto-loader makes of an entry without one
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 10) name = reader.string();
    else if (tag === 18) held = value(reader);
    else reader.skipType(tag & 7);
  }
  if (name !== '__proto__') fields[name] = held;
  else Object.defineProperty(fields, name, { value: held, enumerable: true, writable: true });
}

function value(reader: Reader): Value {
  const end = reader.uint32() + reader.pos;
  let held = {} as Value;
  while (reader.pos < end) {
    const tag = reader.uint32();
    const read = valueOf(reader, tag);
    if (read) held = read;
    else reader.skipType(tag & 7);
  }
  return held;
}

function valueOf(reader: Reader, tag: number): Value | undefined {
  switch (tag) {
    case 8:
      return reader.bool() ? trueValue : falseValue;
    case 16:
      return integerValueOf(reader);
    case 25:
      return { valueType: 'doubleValue', doubleValue: reader.double() };
    case 42:
      return { valueType: 'referenceValue', referenceValue: reader.string() };
    case 50:
      return { valueType: 'mapValue', mapValue: inner(reader, mapFields, {}) };
    case 66:
      return { valueType: 'geoPointValue', geoPointValue: inner(reader, geoPointFields, {}) };
    case 74:
      return { valueType: 'arrayValue', arrayValue: inner(reader, arrayFields, {}) };
    case 82:
      return { valueType: 'timestampValue', timestampValue: inner(reader, timestampFields, {}) };
    case 88:
      reader.int32();
      return nullValue;
    case 138:
      return stringValueOf(reader.string());
    case 146:
      return { valueType: 'bytesValue', bytesValue: Buffer.from(reader.bytes()) };
    default:
      return undefined;
  }
}

const trueValue: Value = { valueType: 'booleanValue', booleanValue: true };
const falseValue: Value = { valueType: 'booleanValue', booleanValue: false };

/** Values never change once they are stored, so documents share those that many of them hold. */
const smallIntegers = Array.from({ length: 1024 }, (_, n): Value => integerValue(n));
const shortStrings = new Map<string, Value>();
const MAX_SHARED_STRINGS = 10_000;
const MAX_SHARED_LENGTH = 40;

function integerValueOf(reader: Reader): Value {
  const digits = int64(reader);
  const shared = digits.length < 5 ? smallIntegers[Number(digits)] : undefined;
  return shared ?? integerValue(digits);
}

function stringValueOf(text: string): Value {
  if (text.length > MAX_SHARED_LENGTH) return { valueType: 'stringValue', stringValue: text };
  const known = shortStrings.get(text);
  if (known) return known;
  const value: Value = { valueType: 'stringValue', stringValue: text };
  if (shortStrings.size >= MAX_SHARED_STRINGS) shortStrings.clear();
  shortStrings.set(text, value);
  return value;
}

/** In decimal. Numbers of 32 bits are quicker by themselves than as a Long. */
function int64(reader: Reader): string {
  const { low, high } = reader.int64();
  if (high === 0) return String(low >>> 0);
  if (high === -1 && low < 0) return String(low);
  return ((BigInt(high) << 32n) | BigInt(low >>> 0)).toString();
}
