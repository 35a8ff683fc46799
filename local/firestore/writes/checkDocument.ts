import { splitName } from '../documents/place';
import type { Place } from '../documents/place';
import { invalidArgument } from '../status';
import { vectorComponents } from '../values/value';
import type { Fields, Value } from '../values/value';
import type { WireTimestamp } from '../values/timestamp';
import { documentBytes } from './documentSize';

const maxDocumentBytes = 1_048_576;
const maxValueBytes = maxDocumentBytes - 89;
const maxPathBytes = 1500;
const maxDepth = 20;
const reserved = /^__.+__$/s;
const [firstSecond, lastSecond] = [-62_135_596_800, 253_402_300_799];

/**
 * Checks what a document may hold: its size, field names and values.
 *
 * @see https://firebase.google.com/docs/firestore/quotas
 * @throws StatusError INVALID_ARGUMENT
 */
export function checkDocument({ path }: Place, fields: Fields): void {
  checkFields(fields, { depth: 0, pathBytes: 0 });
  const bytes = documentBytes(path, fields);
  if (bytes > maxDocumentBytes) {
    throw invalidArgument(
      `Document '${path}' cannot be written because its size (${bytes} bytes) exceeds the maximum allowed size of ${maxDocumentBytes} bytes.`,
    );
  }
}

/** Where in the document a value is: in how many maps and arrays, and how long the path to it is. */
interface Position {
  readonly depth: number;
  readonly pathBytes: number;
}

function checkFields(fields: Fields, { depth, pathBytes }: Position): void {
  for (const name in fields) {
    if (name === '') throw invalidArgument('The property.name is the empty string.');
    if (reserved.test(name)) throw invalidArgument(`field name '${name}' is reserved.`);
    const bytes = pathBytes + Buffer.byteLength(name);
    if (bytes > maxPathBytes) {
      throw invalidArgument(`The property.name is longer than ${maxPathBytes} bytes.`);
    }
    const value = fields[name];
    if (value) checkValue(name, value, { depth, pathBytes: bytes + 1 });
  }
}

function checkValue(field: string, value: Value, position: Position): void {
  if (position.depth > maxDepth) {
    throw invalidArgument(`Property ${field} contains an invalid nested entity.`);
  }
  const below = { ...position, depth: position.depth + 1 };
  switch (value.valueType) {
    case 'stringValue':
      checkLength(field, Buffer.byteLength(value.stringValue));
      break;
    case 'bytesValue':
      checkLength(field, value.bytesValue.length);
      break;
    case 'timestampValue':
      checkTimestamp(value.timestampValue);
      break;
    case 'geoPointValue':
      checkGeoPoint(value.geoPointValue);
      break;
    case 'referenceValue':
      splitName(value.referenceValue);
      break;
    case 'arrayValue':
      for (const element of value.arrayValue.values ?? []) {
        if (element.valueType === 'arrayValue')
          throw invalidArgument('Cannot convert an array value in an array value.');
        checkValue(field, element, below);
      }
      break;
    case 'mapValue': {
      // A vector is a map whose fields have names that others may not use.
      const { fields = {} } = value.mapValue;
      if (!vectorComponents(fields)) checkFields(fields, below);
      break;
    }
    case 'nullValue':
    case 'booleanValue':
    case 'integerValue':
    case 'doubleValue':
      break;
  }
}

function checkLength(field: string, bytes: number): void {
  if (bytes > maxValueBytes) {
    throw invalidArgument(
      `The value of property "${field}" is longer than ${maxValueBytes} bytes.`,
    );
  }
}

function checkTimestamp({ seconds = 0, nanos = 0 }: WireTimestamp): void {
  const second = Number(seconds);
  if (second < firstSecond || second > lastSecond) {
    throw invalidArgument('Timestamp seconds exceeds limit for field.');
  }
  if (nanos < 0 || nanos >= 1e9) throw invalidArgument('Timestamp nanos exceeds limit for field.');
}

function checkGeoPoint({ latitude = 0, longitude = 0 }: GeoPoint): void {
  const within = (degrees: number, most: number) => Math.abs(degrees) <= most;
  if (within(latitude, 90) && within(longitude, 180)) return;
  throw invalidArgument(`Geo point ${latitude}, ${longitude} is outside the permitted range.`);
}

interface GeoPoint {
  readonly latitude?: number;
  readonly longitude?: number;
}
