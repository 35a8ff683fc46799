import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UsageError } from '../../local/suite/usageError';

/** No row of ours comes near; what is longer is no log, and would fill the memory. */
const MAX_LINE_BYTES = 65_536;

const LINE_FEED = 0x0a;

/** A line of a file with its number, which starts at 1: its text, or what is wrong with it. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: string };

/**
 * The lines of a text file in UTF-8, one by one, without their ends (LF or CRLF) and without a byte order
 * mark. Gzip is told by the first bytes, not by the name.
 *
 * @param onBytes gets the bytes of the text as they are read
 * @throws UsageError for a file that is empty, in UTF-16, or gzip that is damaged
 */
export async function* linesOfFile(
  file: string,
  onBytes: (bytes: Buffer) => void = () => undefined,
): AsyncGenerator<Line> {
  let number = 0;
  try {
    for await (const bytes of splitAtLineFeeds(await bytesOf(file), onBytes)) {
      number += 1;
      if (number === 1) checkEncoding(file, bytes);
      yield { number, ...decoded(bytes, number === 1) };
    }
  } catch (error) {
    if (!isGzipError(error)) throw error;
    throw new UsageError(
      `${file} is gzip that is damaged or cut off (after line ${number}). Copy it again.`,
    );
  }
  if (number === 0) throw new UsageError(`${file} is empty.`);
}

async function bytesOf(file: string): Promise<Readable> {
  const start = Buffer.alloc(2);
  const handle = await open(file);
  try {
    await handle.read(start, 0, 2, 0);
  } finally {
    await handle.close();
  }
  const source = createReadStream(file);
  if (start.readUInt16BE(0) !== 0x1f8b) return source;
  const text = createGunzip();
  source.on('error', (error) => text.destroy(error));
  text.on('close', () => source.destroy());
  return source.pipe(text);
}

/** The bytes of each line, of one that is too long only the beginning: one byte more than is allowed. */
async function* splitAtLineFeeds(
  stream: Readable,
  onBytes: (bytes: Buffer) => void,
): AsyncGenerator<Buffer> {
  let line: Buffer = Buffer.alloc(0);
  const grow = (part: Buffer) => {
    const room = MAX_LINE_BYTES + 1 - line.length;
    line =
      line.length === 0 ? part.subarray(0, room) : Buffer.concat([line, part.subarray(0, room)]);
  };
  let isBegun = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    onBytes(chunk);
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      grow(chunk.subarray(from, end));
      yield line;
      line = Buffer.alloc(0);
      from = end + 1;
    }
    grow(chunk.subarray(from));
    isBegun = from < chunk.length || (isBegun && from === 0);
  }
  if (isBegun) yield line;
}

function checkEncoding(file: string, firstLine: Buffer): void {
  const [first, second] = firstLine;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) throw new UsageError(`${file} is in UTF-16. Save it as UTF-8.`);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes: Buffer, isFirst: boolean): { text: string } | { problem: string } {
  if (bytes.length > MAX_LINE_BYTES) return { problem: `has more than ${MAX_LINE_BYTES} bytes` };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { problem: 'is not UTF-8' };
  }
  if (isFirst) text = text.replace(/^\uFEFF/, '');
  text = text.replace(/\r$/, '');
  const control = /(?!\t)\p{Cc}/u.exec(text)?.[0];
  if (control === undefined) return { text };
  if (control === '\0') return { problem: 'holds NUL bytes; the file must be text in UTF-8' };
  const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return { problem: `holds a control character (U+${code})` };
}

function isGzipError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return String(error.code).startsWith('Z_');
}
