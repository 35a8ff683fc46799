import { memoize } from '../../engine/memoize';
import { latinOf, lettersOf } from './lookAlikes';

/** Reserved words this long are refused anywhere in a name: they do not occur in one by chance. */
const UNMISTAKABLE_LENGTH = 8;

/** Shorter ones are only refused as they are, not stretched (`adminnn`) or in pieces (`ad min`). */
const PLAIN_LENGTH = 5;

/** Letters that two others are read as; they are compared as those two. */
const PAIRS: Readonly<Record<string, string>> = { m: 'rn', w: 'vv', d: 'cl' };

/** What stands upside down for a letter, where it is another letter or a sign. */
const TURNED: Readonly<Record<string, string>> = {
  ...{ u: 'n', n: 'u', d: 'p', p: 'd', b: 'q', q: 'b', m: 'w', w: 'm', h: 'y', y: 'h' },
  ...{ ɟ: 'f', ɔ: 'c', ƃ: 'g', ɾ: 'j', ʃ: 'l', ן: 'l', '∀': 'a', Ɔ: 'c', Ⅎ: 'f', '˥': 'l', Ԁ: 'p' },
  ...{ ᴚ: 'r', '┴': 't', '∩': 'u', Λ: 'v', '⅄': 'y', W: 'm', M: 'w', '6': 'g', '9': 'g' },
};

/** Letters that nobody writes who does not write upside down. */
const UPSIDE_DOWN = /[ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ∀ƆƎℲ˥ᴚ┴⅄]/u;

/** A character of a name. */
interface Glyph {
  readonly character: string;
  /** What it may be read as, each letter by itself; no letter for what only stands between some. */
  readonly readings: readonly (readonly string[])[];
  readonly kind: 'letter' | 'digit' | 'gap';
}

/** A reserved word as it is compared. */
interface Reserved {
  readonly spelling: string;
  readonly length: number;
}

/**
 * Whether a name could be taken for one of the service's own: some of its words, or their letters one by one,
 * are read as reserved words. `Badminton` is not, `A d m i n`, `аdmin2`, `ᴀᴅᴍɪɴ` and `Admin_Ben` are. Characters
 * are compared by what they look like: the skeletons of UTS 39, and what those leave out ({@link lettersOf}).
 */
export function isReservedName(name: string, reserved: readonly string[]): boolean {
  const glyphs = glyphsOf(name);
  const words = reserved.map(reservedOf);
  if (isRead(glyphs, words)) return true;
  if (!UPSIDE_DOWN.test(name)) return false;
  const upsideDown = glyphs.map(turned);
  return isRead(upsideDown, words) || isRead(upsideDown.reverse(), words);
}

function isRead(glyphs: readonly Glyph[], words: readonly Reserved[]): boolean {
  const endsFrom = memoize((from: number) => words.flatMap((word) => endsOf(glyphs, from, word)));
  const hasOne = words
    .filter(({ length }) => length >= UNMISTAKABLE_LENGTH)
    .some((word) => glyphs.some((_, from) => endsOf(glyphs, from, word).length > 0));
  return hasOne || glyphs.some((_, from) => isBoundary(glyphs, from) && endsAtBoundary(from));

  /** Whether reserved words, one or several in a row, are read from here to where a word ends. */
  function endsAtBoundary(start: number): boolean {
    const ends = new Set([start]);
    for (const from of ends) {
      for (const end of endsFrom(from)) {
        if (isBoundary(glyphs, end)) return true;
        ends.add(end);
        if (glyphs[end]?.readings.some((letters) => letters.join('') === 's')) ends.add(end + 1);
      }
      if (from > start && isBoundary(glyphs, from)) return true;
    }
    return false;
  }
}

/** Where a word ends that is read from a glyph on: the glyphs after it. */
function endsOf(glyphs: readonly Glyph[], from: number, { spelling, length }: Reserved): number[] {
  const isLong = length >= PLAIN_LENGTH;
  const ends: number[] = [];
  let reached: ReadonlySet<number> = new Set([0]);
  for (let index = from; reached.size > 0 && index < glyphs.length; index += 1) {
    const { readings, kind } = glyphs[index] ?? { readings: [], kind: 'gap' };
    const next = new Set<number>();
    for (const letters of readings) {
      if (letters.length === 0 && kind === 'gap' && !isLong && !isSpaced(glyphs, index)) continue;
      let places = letters.length === 0 ? new Set([...reached].filter((at) => at > 0)) : reached;
      for (const letter of letters) places = placesAfter(letter, places);
      for (const place of places) next.add(place);
    }
    if (next.has(spelling.length)) ends.push(index + 1);
    reached = next;
  }
  return ends;

  /** How far the word is read after one letter more, which may be the last once more. */
  function placesAfter(letter: string, places: ReadonlySet<number>): Set<number> {
    const after = new Set<number>();
    for (const at of places) {
      if (spelling.startsWith(letter, at)) after.add(at + letter.length);
      if (isLong && at > 0 && spelling.slice(0, at).endsWith(letter)) after.add(at);
    }
    return after;
  }
}

/** Whether the letters on both sides of a gap stand alone, as in `m o d`. */
function isSpaced(glyphs: readonly Glyph[], index: number): boolean {
  const isGap = (at: number) => (glyphs[at]?.kind ?? 'gap') === 'gap';
  let [before, after] = [index, index];
  while (before >= 0 && isGap(before)) before -= 1;
  while (after < glyphs.length && isGap(after)) after += 1;
  return isGap(before - 1) && isGap(after + 1);
}

/** Whether a word may begin or end before a glyph: `Ben|Admin`, `ADMIN|ben`, `admin|2`, `the| |admin`. */
function isBoundary(glyphs: readonly Glyph[], index: number): boolean {
  const is = (kind: Glyph['kind'], at: number) => glyphs[at]?.kind === kind;
  let [from, to] = [index, index];
  while (is('digit', from - 1)) from -= 1;
  while (is('digit', to)) to += 1;
  // Digits before or after a word are beside it; between letters they stand for letters, as in `M0dern`.
  if (from < to || !is('letter', index - 1) || !is('letter', index)) {
    return !is('letter', from - 1) || !is('letter', to);
  }
  const isCapital = (at: number) => /\p{Lu}/u.test(glyphs[at]?.character ?? '');
  if (isCapital(index)) return !isCapital(index - 1);
  return isCapital(index - 1) && isCapital(index - 2);
}

function glyphsOf(name: string): Glyph[] {
  return charactersOf(name).map((character) => {
    const letters = lettersOf(character).map(spelledApart);
    if (/\p{L}/u.test(character)) return { character, readings: letters, kind: 'letter' };
    if (/\p{N}/u.test(character)) return { character, readings: letters, kind: 'digit' };
    const kind = /\p{M}/u.test(character) ? 'letter' : 'gap';
    return { character, readings: [[], ...letters], kind };
  });
}

/** The characters of a text, without what cannot be seen and without marks that are on any letter. */
function charactersOf(text: string): string[] {
  const seen = text.normalize('NFC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return Array.from(seen)
    .flatMap((character) =>
      /\p{Script=Hangul}/u.test(character) ? [character] : Array.from(character.normalize('NFD')),
    )
    .filter((character) => !isMark(character) || latinOf(character) !== undefined);
}

function isMark(character: string): boolean {
  return /(?=\p{M})\p{Script=Inherited}/u.test(character);
}

function turned({ character, kind, readings }: Glyph): Glyph {
  const letter = TURNED[character];
  return { character, kind, readings: letter === undefined ? readings : [spelledApart(letter)] };
}

function spelledApart(letters: string): string[] {
  return Array.from(letters, (letter) => PAIRS[letter] ?? letter);
}

const reservedOf = memoize((word: string): Reserved => {
  const letters = charactersOf(word.toLowerCase()).filter((each) =>
    /[\p{L}\p{M}\p{N}]/u.test(each),
  );
  const spelling = letters.flatMap((each) => spelledApart(latinOf(each) ?? each)).join('');
  return { spelling, length: letters.length };
});
