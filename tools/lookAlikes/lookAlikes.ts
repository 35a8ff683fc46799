/** Characters by what they look like: the key stands for each character of its text. */
type Classes = Record<string, string>;

/** What `functions/src/features/leaderboards/lookAlikes.json` holds. */
interface LookAlikes {
  /** Of Unicode. */
  readonly version: string;
  /** The prototypes of UTS 39, as confusables.txt has them. */
  readonly prototypes: Classes;
  /** Latin letters that are named as one of A to Z in another shape, and words in a square. */
  readonly named: Classes;
}

/**
 * What looks like what, from two files of the Unicode Character Database.
 *
 * @param confusables `confusables.txt` of UTS 39
 * @param unicodeData `UnicodeData.txt` of the same version
 * @throws Error when a file is another one
 */
export function lookAlikesIn(confusables: string, unicodeData: string): LookAlikes {
  const version = /^# Version: (\S+)$/m.exec(confusables)?.[1];
  const prototypes = classesOf(prototypesIn(confusables));
  const named = classesOf(lettersNamedIn(unicodeData));
  if (version === undefined || Object.keys(prototypes).length < 1000) {
    throw new Error('The first file is not the confusables.txt of UTS 39.');
  }
  if (Object.keys(named).length < 26) throw new Error('The second file is not UnicodeData.txt.');
  return { version, prototypes, named };
}

function* prototypesIn(confusables: string): Generator<[string, string]> {
  for (const [, source = '', target = ''] of confusables.matchAll(
    /^([\dA-F]+) ;\t([\dA-F ]+) ;\tMA\t/gm,
  )) {
    yield [charactersOf(source), charactersOf(target)];
  }
}

/** What comes between LETTER and the letter itself in the names of characters. */
const SHAPE =
  'SMALL|CAPITAL|ARCHAIC|TURNED|REVERSED|SIDEWAYS|INVERTED|OPEN|CLOSED|DOTLESS|BLACKLETTER|INSULAR|LONG|SCRIPT|BARRED|TAILLESS|STRETCHED';
const A_LETTER = new RegExp(
  `\\b(?:LETTER|${SHAPE}|SYMBOL LETTER)(?: (?:${SHAPE}))* ([A-Z])(?: WITH .*)?$`,
);
const A_SQUARED_WORD = /^(?:NEGATIVE |CROSSED NEGATIVE )?SQUARED ([A-Z]{2,4})$/;

function* lettersNamedIn(unicodeData: string): Generator<[string, string]> {
  for (const [, code = '', name = '', category] of unicodeData.matchAll(
    /^([\dA-F]+);([^;]*);([^;]*);/gm,
  )) {
    if (category === 'Cf' || !/LATIN|REGIONAL|SQUARED|CIRCLED/.test(name)) continue;
    if (name.includes(' WITH SMALL LETTER ')) continue; // two letters, as in Dž
    const letters = (A_LETTER.exec(name) ?? A_SQUARED_WORD.exec(name))?.[1]?.toLowerCase();
    const character = charactersOf(code);
    if (letters !== undefined && !saysSo(character, letters)) yield [character, letters];
  }
}

/** Whether a character decomposes to the letters that it is named after, so that no table is needed. */
function saysSo(character: string, letters: string): boolean {
  return character.normalize('NFKD').replace(/\P{L}/gu, '').toLowerCase() === letters;
}

function classesOf(pairs: Iterable<[string, string]>): Classes {
  const classes: Classes = {};
  for (const [character, alike] of pairs) classes[alike] = (classes[alike] ?? '') + character;
  return classes;
}

function charactersOf(codes: string): string {
  const points = codes.trim().split(/ +/);
  return String.fromCodePoint(...points.map((code) => parseInt(code, 16)));
}
