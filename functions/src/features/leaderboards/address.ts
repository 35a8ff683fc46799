import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { latinOf, lettersOf } from './lookAlikes';

/** Domains that are none of the Internet's and are opened or paid to all the same. */
const OTHER_DOMAINS = ['onion', 'eth', 'i2p', 'bit', 'crypto'];

/** Those that are understood with gaps, or with the dot in words: `evil dot com`. */
const WELL_KNOWN = '(?:com|net|org|info|biz|edu|gov|io|gg|xyz|app|dev)';

/** Those that are read as domains also where an initial or a title stands before them: `X.Com`. */
const NO_FAMILY_NAME = new RegExp(`^(?:${WELL_KNOWN}|co|me|tv|cc|uk|ru|cn)$`, 'i');

/** Initials and titles with what follows them without a gap: `J.R.R.Kim`, `Mr.Green`, `ג.ישראל`. */
const WITH_INITIALS =
  /^(?:(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Prof)\.)+\p{Lu}[\p{L}\p{M}'’‘-]*$|^[\p{Script=Hebrew}\p{Script=Arabic}]\.\p{Lo}+$/u;

/** Initials before a name of two words: `C.de Boer`. */
const BEFORE_PARTICLE = /(?<!\S)(?:\p{Lu}\.)+(?=(?:d[aeiou]|l[ae]) \p{Lu})/gu;

const DOT_IN_WORDS = '(?:dot|punkt|punto|point|ponto)';
const SCHEME =
  /(?:^|[^\p{L}])(?:https?|hxxps?|ftps?|file|mailto|javascript|vbscript|data|blob|tel|sms|callto|skype|whatsapp|tg|ssh|about|intent):\S/u;

/** Dots that are none of Unicode's look-alikes of the full stop; ᆞ is what becomes of Korean's ㆍ. */
const DOTS = /[。｡・·•‧⋅∙●۔⸰⸱⸳⸼𐄁ꞏ᛫◦∘ᆞ]/u;

/** In Catalan the dot of `Gal·la` is spelling. */
const CATALAN_L = /(?<=l)[·‧](?=l)/giu;

const MAY_BE_LATIN = new RegExp(
  '(?![\\p{ASCII}])[\\p{Script=Latin}\\p{Script=Common}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Script=Armenian}' +
    '\\p{Script=Cherokee}\\p{Script=Coptic}\\p{Script=Lisu}\\p{Script=Canadian_Aboriginal}]',
  'u',
);

/** A given name after an initial or a title is none of the domains that are spelled alike: `K. Dev`. */
const BEFORE_GIVEN_NAME =
  /(?<!\S)(?:(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Prof)\.\s*)*(?:\p{Lu}|Mr|Mrs|Ms|Dr|St|Prof)\.\s+(?=(?:Dev|Edu|Io)(?![\p{L}\p{N}]))/gu;

/** Spelled one by one: `e v i l . c o m`. */
const GAPS_BETWEEN_SINGLES = /(?<=(?:^|\s)\S)\s(?=\S(?:\s|$))/gu;

const OBVIOUS = [
  /@/u,
  /:\/\//u,
  /(?:^|[^\p{L}])(?:www\d?\.|xn--)/u,
  /[([{<]\s*at\s*[)\]}>]/u,
  SCHEME,
  new RegExp(`\\S\\s*\\.\\s*${WELL_KNOWN}(?![\\p{L}\\p{N}])`, 'u'),
  new RegExp(`[\\p{L}\\p{N}][\\s_-]+${DOT_IN_WORDS}[\\s_-]+${WELL_KNOWN}(?![\\p{L}\\p{N}])`, 'u'),
  new RegExp(`[([{<]\\s*(?:\\.|${DOT_IN_WORDS})\\s*[)\\]}>]\\s*\\p{L}{2}`, 'u'),
  // A telephone number: nine digits or more that belong to no word.
  /(?<![\p{L}\p{N}])\+?\(?\d(?:[ ().\-/]{0,2}\d){8}/u,
];

/**
 * Whether a name is read as an address of the Internet, or as a telephone number: a domain, a link, a mail
 * address, a handle or an IP address, whatever dots, slashes and letters it is written with. A domain ends in
 * one of the top-level domains that there are.
 */
export function isAddress(name: string): boolean {
  const folded = foldedOf(name);
  const counted = name.replace(/\p{Nd}/gu, (digit) => String(digitOf(digit)));
  return [folded, inLatin(folded), foldedOf(counted)].some((text) => {
    const joined = text.replace(BEFORE_GIVEN_NAME, '').replace(GAPS_BETWEEN_SINGLES, '');
    const small = joined.toLowerCase();
    return OBVIOUS.some((form) => form.test(small)) || hasDomain(joined) || hasIp(small);
  });
}

/** A text with what is read as Latin letters as those; a name in the letters of Asia stays one. */
function inLatin(text: string): string {
  return Array.from(text, (character) => {
    const latin = MAY_BE_LATIN.test(character) ? latinOf(character) : undefined;
    return (/\p{Lu}/u.test(character) ? latin?.toUpperCase() : latin) ?? character;
  }).join('');
}

/** A text with compatible characters as one, and all that looks like a dot, colon, slash or @ as that. */
function foldedOf(name: string): string {
  const seen = name.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return Array.from(seen.replace(CATALAN_L, ''), (character) => {
    if (character < '\u0080') return character;
    if (DOTS.test(character)) return '.';
    return lettersOf(character).find((each) => /^[.:/@]$/.test(each)) ?? character;
  }).join('');
}

/** The value of a digit of any script. Digits lie in rows of ten, from 0 to 9 (Unicode, section 4.6). */
function digitOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}

function hasDomain(text: string): boolean {
  const words = text.replace(BEFORE_PARTICLE, '').split(/\s+/u);
  return words.some((word) =>
    [...word.matchAll(/(?<=[^.])\.([\p{L}\p{M}\p{N}-]+)/gu)].some(([, label = '']) => {
      if (WITH_INITIALS.test(word) && !NO_FAMILY_NAME.test(label)) return false;
      return isTopLevelDomain(label.toLowerCase());
    }),
  );
}

/** Whether a label is a top-level domain, or one of ASCII letters with others behind it (`com吧`). */
function isTopLevelDomain(label: string): boolean {
  domains ??= load();
  if (!/\p{L}/u.test(label)) return false;
  const readings = [label, label.replace(/^([a-z]+)[^a-z\d-].*$/u, '$1')];
  const spelled = label.replaceAll('0', 'o').replaceAll('1', 'l');
  return [...readings, spelled].some((each) => domains?.has(each));
}

let domains: ReadonlySet<string> | undefined;

/** The list of IANA, as the package `tlds` has it. Read when the first name is checked. */
function load(): ReadonlySet<string> {
  const list = readFileSync(require.resolve('tlds/index.json'), 'utf8');
  return new Set([...z.array(z.string()).parse(JSON.parse(list)), ...OTHER_DOMAINS]);
}

function hasIp(text: string): boolean {
  return text.split(/[\s[\]()/]+/u).some((part) => isIP(part.replace(/^(\d+\..*):\d+$/, '$1')) > 0);
}
