import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { Font } from 'fontkit';

const decompress = promisify(brotliDecompress);

/** A font of the pack: where it lies, and what it has glyphs for. */
export interface PackedFont {
  readonly family: string;
  /** Whether it is the bold one of its family, or the other; undefined where there is one for both. */
  readonly bold?: boolean | undefined;
  /** Of its compressed bytes, from the end of the index. */
  readonly offset: number;
  readonly length: number;
  /** Code points in ascending order, as pairs of a first and how many follow it. */
  readonly covers: readonly number[];
}

/** The fonts that are bundled, in the order in which they are to be preferred. Each is read when it is needed. */
export class FontPack {
  private readonly fonts = new Map<PackedFont, Promise<Font>>();

  private constructor(
    private readonly file: FileHandle,
    /** Where the fonts begin. */
    private readonly start: number,
    private readonly index: readonly PackedFont[],
  ) {}

  /** Opens the pack and reads its index. */
  static async open(path: string): Promise<FontPack> {
    const file = await open(path);
    const size = await read(file, 0, 4);
    const length = size.readUInt32BE();
    const index = await decompress(await read(file, 4, length));
    return new FontPack(file, 4 + length, JSON.parse(index.toString()) as PackedFont[]);
  }

  /** Whether a font has glyphs for all of some code points. */
  has({ covers }: PackedFont, codePoints: readonly number[]): boolean {
    return codePoints.every((codePoint) => isIn(covers, codePoint));
  }

  /** The fonts of a weight. */
  ofWeight(isBold: boolean): readonly PackedFont[] {
    return this.index.filter(({ bold = isBold }) => bold === isBold);
  }

  font(packed: PackedFont): Promise<Font> {
    const known = this.fonts.get(packed) ?? this.load(packed);
    this.fonts.set(packed, known);
    known.catch(() => this.fonts.delete(packed));
    return known;
  }

  private async load({ offset, length, family }: PackedFont): Promise<Font> {
    const data = await decompress(await read(this.file, this.start + offset, length));
    const { create } = await import('fontkit');
    const font = create(data);
    if ('fonts' in font) throw new Error(`${family} is several fonts.`);
    return font;
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('The pack of fonts is cut short.');
  return buffer;
}

/** Whether ascending ranges hold a number, by halving. */
function isIn(ranges: readonly number[], number: number): boolean {
  let [low, high] = [0, ranges.length / 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [first = 0, more = 0] = ranges.slice(2 * middle, 2 * middle + 2);
    if (number < first) high = middle;
    else if (number > first + more) low = middle + 1;
    else return true;
  }
  return false;
}
