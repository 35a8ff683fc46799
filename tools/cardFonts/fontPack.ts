import { brotliCompressSync, constants, inflateSync } from 'node:zlib';
import { create } from 'fontkit';
import type { PackedFont } from '../../functions/src/platform/fontPack';

/** A font before it is packed: an sfnt (TTF or OTF). */
export interface Font extends Pick<PackedFont, 'family' | 'bold'> {
  readonly data: Buffer;
}

/**
 * All fonts in one file: the length of the index in four bytes, the index, and the fonts, each compressed by
 * itself so that it can be read alone.
 */
export function packed(fonts: readonly Font[]): Buffer {
  const parts = fonts.map(({ data }) => compressed(data));
  let offset = 0;
  const index = fonts.map(({ family, bold, data }, at): PackedFont => {
    const length = parts[at]?.length ?? 0;
    const entry = { family, bold, offset, length, covers: rangesOf(codePointsOf(data)) };
    offset += length;
    return entry;
  });
  const head = compressed(Buffer.from(JSON.stringify(index)));
  const size = Buffer.alloc(4);
  size.writeUInt32BE(head.length);
  return Buffer.concat([size, head, ...parts]);
}

function compressed(data: Buffer): Buffer {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = {
    [BROTLI_PARAM_QUALITY]: 11,
    [BROTLI_PARAM_LGWIN]: 24,
    [BROTLI_PARAM_SIZE_HINT]: data.length,
  };
  return brotliCompressSync(data, { params });
}

/** The code points that a font has glyphs for, ascending. */
export function codePointsOf(data: Buffer): number[] {
  const font = create(data);
  if ('fonts' in font) throw new Error('This is several fonts.');
  return [...new Set(font.characterSet)].sort((a, b) => a - b);
}

/** Ascending numbers as pairs of a first and how many follow it. */
function rangesOf(ascending: readonly number[]): number[] {
  const ranges: [first: number, more: number][] = [];
  for (const number of ascending) {
    const last = ranges.at(-1);
    if (last && last[0] + last[1] + 1 === number) last[1] += 1;
    else ranges.push([number, 0]);
  }
  return ranges.flat();
}

/** A font file as sfnt: what WOFF 1.0 holds, table by table, uncompressed. */
export function fromWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('This is not WOFF 1.0.');
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * count);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const parts: Buffer[] = [head];
  let end = head.length;
  for (let table = 0; table < count; table += 1) {
    const from = 44 + 20 * table;
    const [offset, stored, length] = [4, 8, 12].map((at) => woff.readUInt32BE(from + at));
    if (offset === undefined || stored === undefined || length === undefined) continue;
    const raw = woff.subarray(offset, offset + stored);
    const data = stored < length ? inflateSync(raw) : raw;
    const to = 12 + 16 * table;
    woff.copy(head, to, from, from + 4); // its name
    woff.copy(head, to + 4, from + 16, from + 20); // its checksum
    head.writeUInt32BE(end, to + 8);
    head.writeUInt32BE(length, to + 12);
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    parts.push(data, padding);
    end += length + padding.length;
  }
  return Buffer.concat(parts);
}
