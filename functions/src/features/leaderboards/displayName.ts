import { FirestreakError } from '../../contracts/errors';
import { isAddress } from './address';
import { isReservedName } from './reservedName';

/** Lengths are in graphemes: what a reader sees as one character. */
const MIN_LENGTH = 2;
const MAX_LENGTH = 30;

/** Scripts whose letters are words or syllables, so that one is a whole name: 李, 준, ปู. */
const SYLLABLES =
  'Han Hiragana Katakana Yi Ethiopic Thai Lao Khmer Myanmar Tibetan Sinhala Devanagari Bengali ' +
  'Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam';
const WHOLE_NAME = new RegExp(
  `^(?:[가-힣]|(?=\\p{Lo})[${SYLLABLES.replace(/\w+ ?/g, (script) => `\\p{Script=${script.trim()}}`)}])`,
  'u',
);

/** A grapheme can be made of any number of code points; this many UTF-16 units are enough for 30. */
const MAX_UNITS = 240;

/** Marks on one letter; no orthography needs more, and more climb over the lines above. */
const MAX_MARKS = 4;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Scripts in which a zero-width joiner or non-joiner is spelling. */
const JOINING_LETTER =
  '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}' +
  '\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}' +
  '\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}]';
const EMOJI = '\\p{Extended_Pictographic}';

/** A text in the characters of emoji tags (UTS 51), with the one that ends them. */
function inTags(text: string): string {
  return `${Array.from(text, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}\u{E007F}`;
}

/** Characters that cannot be seen but are right where they stand: inside emoji and such words. */
const JOINERS_IN_PLACE = new RegExp(
  `(?<=${JOINING_LETTER})[\\u200C\\u200D](?=${JOINING_LETTER})` +
    `|(?<=${EMOJI}\\uFE0F?\\p{Emoji_Modifier}?)\\u200D(?=${EMOJI})` +
    `|(?<=\\p{Emoji})\\uFE0F` +
    `|(?<=🏴)(?:${['gbeng', 'gbsct', 'gbwls'].map(inTags).join('|')})` + // the flags of England, Scotland and Wales
    `|(?<=\\u0647)\\u200C`, // how Sorani is spelled on old keyboards: ه‌ for ە
  'gu',
);

/**
 * Control, format, private and unassigned characters, lone surrogates; whatever is drawn as nothing, or
 * turns the direction of the text around it.
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2800]/u;

/**
 * A name as it is shown to others: in Unicode's composed form (NFC), with single spaces.
 *
 * @param reserved words that nobody may be called by, as in `program.reservedNames`
 * @throws FirestreakError `unsuitable-name`, with what to do about it
 */
export function checkDisplayName(text: string, reserved: readonly string[]): string {
  // Not `trim`, which takes a byte order mark for a space.
  const name = text
    .normalize('NFC')
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(/^ | $/g, '');
  const advice = objectionTo(name) ?? (isReservedName(name, reserved) && RESERVED);
  if (advice) throw new FirestreakError('unsuitable-name', advice);
  return name;
}

const ADDRESS =
  'Leave out addresses and telephone numbers: others will see this name. If it is none, put a space after the dot.';
const RESERVED = 'This name could be taken for one of the service’s own. Choose another.';

/** What to do about a name; undefined where nothing is wrong with it. */
function objectionTo(name: string): string | undefined {
  if (name.length > MAX_UNITS) return `Use at most ${MAX_LENGTH} characters.`;
  if (UNSEEN.test(name.replace(JOINERS_IN_PLACE, ''))) {
    return 'Leave out characters that cannot be seen or that turn the direction of text.';
  }
  if (new RegExp(`\\p{M}{${MAX_MARKS + 1}}`, 'u').test(name.normalize('NFD'))) {
    return `Put at most ${MAX_MARKS} accents or marks on a letter.`;
  }
  if (!/[\p{L}\p{N}]/u.test(name)) return 'Use at least one letter or digit.';
  if (isAddress(name)) return ADDRESS;
  const length = [...graphemes.segment(name)].length;
  if (length < MIN_LENGTH && !WHOLE_NAME.test(name)) {
    return `Use at least ${MIN_LENGTH} characters.`;
  }
  if (length > MAX_LENGTH) return `Use at most ${MAX_LENGTH} characters; these are ${length}.`;
  return undefined;
}
