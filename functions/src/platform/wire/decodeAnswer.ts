import { Timestamp } from 'firebase-admin/firestore';
import { Reader } from 'protobufjs/minimal';
import { readText } from './readText';

/** A document as it was read. */
export interface StoredDocument {
  readonly id: string;
  /** Below the database's root. */
  readonly path: string;
  /** `projects/…/documents/…`, as cursors of queries want it. */
  readonly name: string;
  /** Decoded anew each time. What is of a type that our documents do not use is undefined. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly updateTime: Timestamp;
}

/**
 * The document in a `RunQueryResponse` or a `BatchGetDocumentsResponse` of `google.firestore.v1`, both
 * of which have it as their field 1; undefined in an answer without one.
 *
 * @throws RangeError for no message
 */
export function decodeAnswer(answer: Buffer): StoredDocument | undefined {
  const reader = Reader.create(answer);
  let document: StoredDocument | undefined;
  while (reader.pos < answer.length) {
    const tag = reader.uint32();
    if (tag === 10) document = decodeDocument(reader.bytes());
    else reader.skipType(tag & 7);
  }
  return document;
}

/** A page of documents waits as bytes, so the memory of their data is short-lived. */
function decodeDocument(bytes: Uint8Array): StoredDocument {
  const reader = Reader.create(bytes);
  let name = '';
  let updateTime = new Timestamp(0, 0);
  while (reader.pos < bytes.length) {
    const tag = reader.uint32();
    if (tag === 10) name = reader.string();
    else if (tag === 34) updateTime = decodeTimestamp(reader);
    else reader.skipType(tag & 7);
  }
  const path = name.slice(name.indexOf('/documents/') + '/documents/'.length);
  const id = name.slice(name.lastIndexOf('/') + 1);
  return {
    id,
    path,
    name,
    updateTime,
    get data() {
      return decodeFields(Reader.create(bytes), bytes.length, 18);
    },
  };
}

/** Where the message ends that begins here. */
function endOf(reader: Reader): number {
  const length = reader.uint32();
  return reader.pos + length;
}

/** The fields of a document or map, which have a tag: their number × 8 + 2. */
function decodeFields(reader: Reader, end: number, fieldTag: number): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === fieldTag) decodeField(reader, data);
    else reader.skipType(tag & 7);
  }
  return data;
}

/** A field of a document or map, into `data`. */
function decodeField(reader: Reader, data: Record<string, unknown>): void {
  const end = endOf(reader);
  let name = '';
  let value: unknown = null;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 10) name = readText(reader);
    else if (tag === 18) value = decodeValue(reader);
    else reader.skipType(tag & 7);
  }
  if (name !== '__proto__') data[name] = value;
  else Object.defineProperty(data, name, { value, enumerable: true, configurable: true });
}

function decodeValue(reader: Reader): unknown {
  const end = endOf(reader);
  let value: unknown;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case 8:
        value = reader.bool();
        break;
      case 16:
        value = integer(reader);
        break;
      case 25:
        value = reader.double();
        break;
      case 50:
        value = decodeFields(reader, endOf(reader), 10);
        break;
      case 74:
        value = decodeArray(reader);
        break;
      case 82:
        value = decodeTimestamp(reader);
        break;
      case 88:
        reader.int32();
        value = null;
        break;
      case 138:
        value = readText(reader);
        break;
      default:
        reader.skipType(tag & 7);
    }
  }
  return value;
}

function decodeArray(reader: Reader): unknown[] {
  const end = endOf(reader);
  const items: unknown[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 10) items.push(decodeValue(reader));
    else reader.skipType(tag & 7);
  }
  return items;
}

/** With its full precision of a nanosecond. */
function decodeTimestamp(reader: Reader): Timestamp {
  const end = endOf(reader);
  let seconds = 0;
  let nanoseconds = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === 8) seconds = integer(reader);
    else if (tag === 16) nanoseconds = reader.int32();
    else reader.skipType(tag & 7);
  }
  return new Timestamp(seconds, nanoseconds);
}

/** A signed integer of 64 bits; exact when it is a safe one. */
function integer(reader: Reader): number {
  const { buf, pos } = reader;
  let last = pos;
  while ((buf[last] ?? 0) > 127) last += 1;
  const size = last - pos + 1;
  // Most are of 32 bits, and need no object on the way.
  if (size < 5 || (size === 5 && (buf[last] ?? 0) < 16)) return reader.uint32();
  const { low, high } = reader.int64();
  return high * 2 ** 32 + (low >>> 0);
}
