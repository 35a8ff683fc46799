import { Timestamp } from 'firebase-admin/firestore';
import { remembered } from '../../shared/remembered';
import type { Write } from '../write';
import { WireWriter } from './wireWriter';

/** What is committed to a database: `projects/…/databases/…`. */
export interface Commit {
  readonly database: string;
  readonly writes: readonly Write[];
}

/**
 * A `google.firestore.v1.CommitRequest`, straight from the data: the client's library builds three
 * trees of objects on the way. Each message is written from its last field to its first.
 *
 * @throws TypeError for a value of a type that our documents do not use
 */
export function encodeCommit({ database, writes }: Commit): Buffer {
  const writer = new WireWriter();
  for (const write of writes.toReversed()) {
    const { length } = writer;
    encodeWrite(writer, write, `${database}/documents`);
    writer.message(2, length);
  }
  writer.string(1, database);
  return writer.finish();
}

function encodeWrite(
  writer: WireWriter,
  { path, data, fields, precondition }: Write,
  parent: string,
): void {
  if (precondition) {
    const { length } = writer;
    if (precondition === 'absent') writer.integer(1, 0);
    else encodeTimestamp(writer, 2, precondition);
    writer.message(4, length);
  }
  if (fields) {
    const { length } = writer;
    for (const names of fields.toReversed()) writer.string(1, fieldPath(names));
    writer.message(3, length);
  }
  const { length } = writer;
  encodeFields(writer, 2, data);
  writer.string(1, `${parent}/${path}`);
  writer.message(1, length);
}

/** The fields of a document or map. Undefined ones are left out. */
function encodeFields(
  writer: WireWriter,
  field: number,
  data: Readonly<Record<string, unknown>>,
): void {
  for (const name of Object.keys(data)) {
    const value: unknown = data[name];
    if (value === undefined) continue;
    const entry = writer.length;
    encodeValue(writer, value);
    writer.message(2, entry);
    writer.string(1, name);
    writer.message(field, entry);
  }
}

function encodeValue(writer: WireWriter, value: unknown): void {
  if (value === null) writer.integer(11, 0);
  else if (typeof value === 'boolean') writer.integer(1, value ? 1 : 0);
  else if (typeof value === 'string') writer.string(17, value);
  else if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) writer.integer(2, value);
    else writer.double(3, value);
  } else if (value instanceof Timestamp) encodeTimestamp(writer, 10, value);
  else if (Array.isArray(value)) {
    const { length } = writer;
    for (const item of value.toReversed()) {
      const before = writer.length;
      encodeValue(writer, item);
      writer.message(1, before);
    }
    writer.message(9, length);
  } else if (typeof value === 'object') {
    const { length } = writer;
    encodeFields(writer, 1, value as Readonly<Record<string, unknown>>);
    writer.message(6, length);
  } else throw new TypeError(`A ${typeof value} cannot be stored.`);
}

/** With its full precision of a nanosecond. */
function encodeTimestamp(
  writer: WireWriter,
  field: number,
  { seconds, nanoseconds }: Timestamp,
): void {
  const { length } = writer;
  writer.integer(2, nanoseconds);
  writer.integer(1, seconds);
  writer.message(field, length);
}

/** A field path as the protocol writes it. */
export function fieldPath(names: readonly string[]): string {
  return names.map(quoted).join('.');
}

/** A name in a path: one that is no plain identifier is quoted. */
const quoted = remembered((name: string) =>
  /^[A-Za-z_][A-Za-z_0-9]*$/.test(name) ? name : `\`${name.replace(/[\\`]/g, '\\$&')}\``,
);
