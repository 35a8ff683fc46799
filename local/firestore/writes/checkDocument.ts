import { splitName } from '../documents/place';
import type { Place } from '../documents/place';
import { invalidArgument } from '../status';
import { vectorComponents } from '../values/value';
import type { Fields, Value } from '../values/value';
import type { WireTimestamp } from '../values/timestamp';
import { documentBytes, stringBytes, valueBytes } from './documentSize';

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
 * @returns its size in bytes, as production counts it
 * @throws StatusError INVALID_ARGUMENT
 */
export function checkDocument({ path }: Place, fields: Fields): number {
  const bytes = documentBytes(path, checkFields(fields, 0, 0));
  if (bytes > maxDocumentBytes) {
    throw invalidArgument(
      `Document '${path}' cannot be written because its size (${bytes} bytes) exceeds the maximum allowed size of ${maxDocumentBytes} bytes.`,
    );
  }
  return bytes;
}

/**
 * @param depth in how many maps and arrays the fields are
 * @param pathBytes how long the path to them is
 * @returns their size
 */
function checkFields(fields: Fields, depth: number, pathBytes: number): number {
  let size = 0;
  for (const name in fields) {
    if (name === '') throw invalidArgument('The property.name is the empty string.');
    if (reserved.test(name)) throw invalidArgument(`field name '${name}' is reserved.`);
    const nameBytes = stringBytes(name);
    const longestBytes = pathBytes + nameBytes - 1;
    if (longestBytes > maxPathBytes) {
      throw invalidArgument(`The property.name is longer than ${maxPathBytes} bytes.`);
    }
    const value = fields[name];
    if (value) size += nameBytes + checkValue(name, value, depth, longestBytes + 1);
  }
  return size;
}

function checkValue(field: string, value: Value, depth: number, pathBytes: number): number {
  if (depth > maxDepth) {
    throw invalidArgument(`Property ${field} contains an invalid nested entity.`);
  }
  switch (value.valueType) {
    case 'stringValue':
    case 'bytesValue': {
      const bytes = valueBytes(value);
      checkLength(field, value.valueType === 'stringValue' ? bytes - 1 : bytes);
      return bytes;
    }
    case 'timestampValue':
      checkTimestamp(value.timestampValue);
      break;
    case 'geoPointValue':
      checkGeoPoint(value.geoPointValue);
      break;
    case 'referenceValue':
      splitName(value.referenceValue);
      break;
    case 'arrayValue': {
      let bytes = 0;
      for (const element of value.arrayValue.values ?? []) {
        if (element.valueType === 'arrayValue')
          throw invalidArgument('Cannot convert an array value in an array value.');
        bytes += checkValue(field, element, depth + 1, pathBytes);
      }
      return bytes;
    }
    case 'mapValue': {
      // A vector is a map whose fields have names that others may not use.
      const { fields = {} } = value.mapValue;
      if (!vectorComponents(fields)) return checkFields(fields, depth + 1, pathBytes);
      break;
    }
    case 'nullValue':
    case 'booleanValue':
    case 'integerValue':
    case 'doubleValue':
      break;
  }
  return valueBytes(value);
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
