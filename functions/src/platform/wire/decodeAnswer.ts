import { Timestamp } from 'firebase-admin/firestore';
import { WireReader } from './wireReader';

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
  const reader = new WireReader(answer);
  let document: StoredDocument | undefined;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) document = decodeDocument(reader.bytes());
    else reader.skip();
  }
  return document;
}

/** A page of documents waits as bytes, so the memory of their data is short-lived. */
function decodeDocument(bytes: Buffer): StoredDocument {
  const reader = new WireReader(bytes);
  let name = '';
  let updateTime = new Timestamp(0, 0);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) name = reader.string();
    else if (field === 4) updateTime = decodeTimestamp(reader.message());
    else reader.skip();
  }
  const path = name.slice(name.indexOf('/documents/') + '/documents/'.length);
  const id = name.slice(name.lastIndexOf('/') + 1);
  return {
    id,
    path,
    name,
    updateTime,
    get data() {
      return decodeMap(new WireReader(bytes), 2);
    },
  };
}

/** A field of a document or map, into `data`. */
function decodeField(reader: WireReader, data: Record<string, unknown>): void {
  let name = '';
  let value: unknown = null;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) name = reader.string();
    else if (field === 2) value = decodeValue(reader.message());
    else reader.skip();
  }
  if (name !== '__proto__') data[name] = value;
  else Object.defineProperty(data, name, { value, enumerable: true, configurable: true });
}

function decodeValue(reader: WireReader): unknown {
  switch (reader.next()) {
    case 1:
      return reader.integer() !== 0;
    case 2:
      return reader.integer();
    case 3:
      return reader.double();
    case 6:
      return decodeMap(reader.message(), 1);
    case 9:
      return decodeArray(reader.message());
    case 10:
      return decodeTimestamp(reader.message());
    case 11:
      return null;
    case 17:
      return reader.string();
    default:
      return undefined;
  }
}

/** The fields of a document or map, which has them as its field `number`. */
function decodeMap(reader: WireReader, number: number): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === number) decodeField(reader.message(), data);
    else reader.skip();
  }
  return data;
}

function decodeArray(reader: WireReader): unknown[] {
  const items: unknown[] = [];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) items.push(decodeValue(reader.message()));
    else reader.skip();
  }
  return items;
}

/** With its full precision of a nanosecond. */
function decodeTimestamp(reader: WireReader): Timestamp {
  let seconds = 0;
  let nanoseconds = 0;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) seconds = reader.integer();
    else if (field === 2) nanoseconds = reader.integer();
    else reader.skip();
  }
  return new Timestamp(seconds, nanoseconds);
}
