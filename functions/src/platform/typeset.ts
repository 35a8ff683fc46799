import { join } from 'node:path';
import type { Font } from 'fontkit';
import { FontPack, type PackedFont } from './fontPack';

/** Graphemes of one direction in a row, in one font. */
interface Run {
  readonly font: PackedFont;
  readonly isRightToLeft: boolean;
  text: string;
}

/** Something that is written: its outlines, from the origin of its first letter, and how far they reach. */
interface Written {
  readonly path: string;
  readonly width: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

let opened: Promise<FontPack> | undefined;

/** A text as `typeset` takes it. */
const TEXT =
  /<text x="(\d+)" y="(\d+)" text-anchor="(start|middle)" font-size="(\d+)" font-weight="(\d+)" fill="([^"]*)" data-room="(\d+)">([^<]*)<\/text>/g;

/** Units of an em in which outlines are given: fontkit rounds them to hundredths. */
const EM = 1000;

/**
 * An SVG with its texts as outlines, each no wider than `data-room`: a text that does not fit is set in a
 * smaller size. Each grapheme is drawn in the first bundled font that has it, whatever its script; what
 * none has is left out.
 */
export async function typeset(svg: string): Promise<string> {
  opened ??= FontPack.open(join(__dirname, 'fonts/fonts.pack'));
  const pack = await opened;
  const texts = await Promise.all(
    [...svg.matchAll(TEXT)].map(async ([, x, y, anchor, size, weight, fill, room, text = '']) => {
      const { path, width } = await write(pack, unescaped(text), Number(weight) >= 600);
      const scale = Math.min(Number(size) / EM, Number(room) / Math.max(width, 1));
      const left = Number(x) - (anchor === 'middle' ? (width * scale) / 2 : 0);
      return `<path transform="translate(${left} ${y}) scale(${scale} ${-scale})" fill="${fill}" d="${path}"/>`;
    }),
  );
  return svg.replaceAll(TEXT, () => texts.shift() ?? '');
}

const CHARACTERS: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" },
};

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => CHARACTERS[name] ?? '');
}

/** A text in units of `EM`, as seen from left to right. */
async function write(pack: FontPack, text: string, isBold: boolean): Promise<Written> {
  const runs = inSightOrder(runsOf(pack, text.normalize('NFC'), isBold));
  const written = await Promise.all(
    runs.map(async (run) => outlined(await pack.font(run.font), run)),
  );
  let width = 0;
  const paths = written.map((draw) => {
    const { path, width: more } = draw(width);
    width += more;
    return path;
  });
  return { path: paths.join(''), width };
}

const EMOJI_FONT = 'Noto Emoji';

const EMOJI = /\p{Emoji_Presentation}|\uFE0F|\u20E3/u;

/** What is drawn as nothing of its own. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u;

/** Whether a grapheme is written from right to left; undefined where that follows from what is beside it. */
function directionOf(grapheme: string): boolean | undefined {
  if (RIGHT_TO_LEFT.test(grapheme) && !/\p{N}/u.test(grapheme)) return true;
  return /[\p{L}\p{N}]/u.test(grapheme) ? false : undefined;
}

function runsOf(pack: FontPack, text: string, isBold: boolean): Run[] {
  const all = [...graphemes.segment(text)].map(({ segment }) => segment);
  const base = all.map(directionOf).find((direction) => direction !== undefined) ?? false;
  const runs: Run[] = [];
  all.forEach((grapheme, index) => {
    const before = runs.at(-1);
    const chosen = choose(pack, grapheme, isBold, before?.font);
    if (!chosen) return;
    const after = all.slice(index).map(directionOf);
    const next = after.find((direction) => direction !== undefined) ?? base;
    const isRightToLeft = after[0] ?? (before?.isRightToLeft === next ? next : base);
    if (before?.font === chosen.font && before.isRightToLeft === isRightToLeft) {
      before.text += chosen.text;
    } else runs.push({ ...chosen, isRightToLeft });
  });
  return runs;
}

/** The font for a grapheme; marks that no font has together with their letter are left out. */
function choose(pack: FontPack, grapheme: string, isBold: boolean, before: PackedFont | undefined) {
  const fonts = pack.ofWeight(isBold);
  const isEmoji = EMOJI.test(grapheme);
  // What is of no script stays in the font that it is written beside.
  const isCommon = !isEmoji && /^\p{Script=Common}+$/u.test(grapheme);
  const inOrder = [
    ...(isEmoji ? fonts.filter(({ family }) => family === EMOJI_FONT) : []),
    ...(isCommon && before && before.family !== EMOJI_FONT ? [before] : []),
    ...fonts,
  ];
  for (const text of [grapheme, String.fromCodePoint(grapheme.codePointAt(0) ?? 0)]) {
    const codePoints = Array.from(text.replace(UNSEEN, ''), (each) => each.codePointAt(0) ?? 0);
    const font = inOrder.find((each) => codePoints.length > 0 && pack.has(each, codePoints));
    if (font) return { font, text };
  }
  return undefined;
}

/** Runs from left to right: those of one direction in a row turn within themselves, and all by the first letter. */
function inSightOrder(runs: readonly Run[]): Run[] {
  const parts: Run[][] = [];
  for (const run of runs) {
    const last = parts.at(-1);
    if (last?.[0]?.isRightToLeft === run.isRightToLeft) last.push(run);
    else parts.push([run]);
  }
  const turned = parts.map((part) => (part[0]?.isRightToLeft ? part.toReversed() : part));
  return (runs[0]?.isRightToLeft ? turned.toReversed() : turned).flat();
}

/** Draws a run in its font, from a place on the line. */
function outlined(font: Font, { text, isRightToLeft }: Run): (x: number) => Written {
  const unit = EM / font.unitsPerEm;
  const { glyphs, positions } = font.layout(
    text,
    undefined,
    undefined,
    undefined,
    isRightToLeft ? 'rtl' : 'ltr',
  );
  return (x) => {
    let width = 0;
    const paths = glyphs.map((glyph, index) => {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
      const [left, up] = [x + (width + xOffset) * unit, yOffset * unit];
      width += xAdvance;
      return glyph.path.scale(unit, unit).translate(left, up).toSVG();
    });
    return { path: paths.join(''), width: width * unit };
  };
}
