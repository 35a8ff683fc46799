import type { Reader } from 'protobufjs/minimal';

/** Names of fields, days, zones. */
const MAX_KNOWN_LENGTH = 32;

/** Texts that were read, each in the place that its bytes hash to, until another takes it. */
const known: string[] = new Array<string>(4096).fill('');

/**
 * Reads a text. Short ones recur in every document, so those that were read last are found again by their
 * bytes, which is quicker than to call the runtime, and gives one string to all who use it.
 */
export function readText(reader: Reader): string {
  const { buf, pos: before } = reader;
  const length = reader.uint32();
  const start = reader.pos;
  if (length > MAX_KNOWN_LENGTH || start + length > reader.len) {
    reader.pos = before;
    return reader.string();
  }
  let hash = length;
  for (let at = start; at < start + length; at += 1) hash = Math.imul(hash, 31) + (buf[at] ?? 0);
  const place = (hash ^ (hash >>> 16)) & (known.length - 1);
  const text = known[place] ?? '';
  if (isIn(text, buf, start, length)) {
    reader.pos = start + length;
    return text;
  }
  reader.pos = before;
  const read = reader.string();
  // A character of several bytes is no byte, so a text with one is never found.
  known[place] = read;
  return read;
}

function isIn(text: string, bytes: Uint8Array, start: number, length: number): boolean {
  if (text.length !== length) return false;
  for (let index = 0; index < length; index += 1) {
    const byte = bytes[start + index] ?? 0;
    if (byte > 127 || byte !== text.charCodeAt(index)) return false;
  }
  return true;
}
