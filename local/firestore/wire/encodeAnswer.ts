import { Writer } from 'protobufjs/minimal';
import type { WireTimestamp } from '../values/timestamp';
import type { Value } from '../values/value';
import type { WireDocument } from '../writes/wireWrite';

/** A `RunQueryResponse` of google.firestore.v1. */
export interface QueryAnswer {
  readonly document?: WireDocument;
  readonly readTime?: WireTimestamp;
  readonly skippedResults?: number;
  readonly transaction?: Buffer;
}

/** A `BatchGetDocumentsResponse` of google.firestore.v1. */
export interface BatchGetAnswer {
  readonly found?: WireDocument;
  readonly missing?: string;
  readonly readTime?: WireTimestamp;
  readonly transaction?: Buffer;
}

/** The bytes that proto-loader would make, without its detour over a message of its own. */
export function encodeQueryAnswer(answer: QueryAnswer): Buffer {
  const { document, readTime, skippedResults, transaction } = answer;
  const writer = Writer.create();
  if (document) writeDocument(writer.uint32(10).fork(), document).ldelim();
  if (transaction) writer.uint32(18).bytes(transaction);
  if (readTime) writeTimestamp(writer.uint32(26).fork(), readTime).ldelim();
  if (skippedResults !== undefined) writer.uint32(32).int32(skippedResults);
  return writer.finish() as Buffer;
}

/** The same for an answer to BatchGetDocuments. */
export function encodeBatchGetAnswer(answer: BatchGetAnswer): Buffer {
  const { found, missing, readTime, transaction } = answer;
  const writer = Writer.create();
  if (found) writeDocument(writer.uint32(10).fork(), found).ldelim();
  if (missing !== undefined) writer.uint32(18).string(missing);
  if (transaction) writer.uint32(26).bytes(transaction);
  if (readTime) writeTimestamp(writer.uint32(34).fork(), readTime).ldelim();
  return writer.finish() as Buffer;
}

/** A `google.firestore.v1.Document`. */
export function encodeDocument(document: WireDocument): Buffer {
  return writeDocument(Writer.create(), document).finish() as Buffer;
}

function writeDocument(writer: Writer, document: WireDocument): Writer {
  const { name, fields = {}, createTime, updateTime } = document;
  if (name !== undefined) writer.uint32(10).string(name);
  writeFields(writer, 18, fields);
  if (createTime) writeTimestamp(writer.uint32(26).fork(), createTime).ldelim();
  if (updateTime) writeTimestamp(writer.uint32(34).fork(), updateTime).ldelim();
  return writer;
}

function writeFields(writer: Writer, tag: number, fields: Readonly<Record<string, Value>>): Writer {
  for (const [name, value] of Object.entries(fields)) {
    writer.uint32(tag).fork().uint32(10).string(name);
    writeValue(writer.uint32(18).fork(), value).ldelim().ldelim();
  }
  return writer;
}

function writeValue(writer: Writer, value: Value): Writer {
  switch (value.valueType) {
    case 'booleanValue':
      return writer.uint32(8).bool(value.booleanValue);
    case 'integerValue':
      return int64(writer.uint32(16), value.integerValue);
    case 'doubleValue':
      return writer.uint32(25).double(value.doubleValue);
    case 'referenceValue':
      return writer.uint32(42).string(value.referenceValue);
    case 'mapValue':
      return writeFields(writer.uint32(50).fork(), 10, value.mapValue.fields ?? {}).ldelim();
    case 'geoPointValue': {
      const { latitude, longitude } = value.geoPointValue;
      writer.uint32(66).fork();
      if (latitude !== undefined) writer.uint32(9).double(latitude);
      if (longitude !== undefined) writer.uint32(17).double(longitude);
      return writer.ldelim();
    }
    case 'arrayValue':
      writer.uint32(74).fork();
      for (const item of value.arrayValue.values ?? []) {
        writeValue(writer.uint32(10).fork(), item).ldelim();
      }
      return writer.ldelim();
    case 'timestampValue':
      return writeTimestamp(writer.uint32(82).fork(), value.timestampValue).ldelim();
    case 'nullValue':
      return writer.uint32(88).int32(0);
    case 'stringValue':
      return writer.uint32(138).string(value.stringValue);
    case 'bytesValue':
      return writer.uint32(146).bytes(value.bytesValue);
    default:
      return writer; // a value of no type, as a client may send it
  }
}

function writeTimestamp(writer: Writer, { seconds, nanos }: WireTimestamp): Writer {
  if (seconds !== undefined) int64(writer.uint32(8), seconds);
  if (nanos !== undefined) writer.uint32(16).int32(nanos);
  return writer;
}

/** Numbers that are exact as such are quicker than as a Long. */
function int64(writer: Writer, digits: string | number): Writer {
  const number = Number(digits);
  return writer.int64(Number.isSafeInteger(number) ? number : String(digits));
}
