import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { remembered } from '../shared/remembered';

/**
 * Made by `npm run look-alikes` from Unicode's published tables. Read when the first name is checked, since
 * nothing else needs it.
 */
const FILE = join(__dirname, 'lookAlikes.json');

const classes = z.record(z.string(), z.string());
const lookAlikes = z.object({ prototypes: classes, named: classes });

/** What digits, symbols and letters of other scripts are drawn for, as Unicode's tables do not say. */
const drawnAs: Readonly<Record<string, string>> = {
  a: '4@∀ΛΔ∆ѦⲀᎯДᗩ卂ムค₳',
  b: '8ßвБЬЪᗷ乃๒฿',
  c: '(<{©ϾƆɔςᑕ匚¢₵',
  d: 'ԃᗪ๔∂Ð',
  e: 'Ⲉ3€£əƏεЄЭ乇Ξ∃',
  f: '千ᖴϝⅎ𐌅キ₣ꟻℲ',
  g: '96ƃᎶ₲',
  h: '卄ᕼん♄ђнΉ',
  i: '1!l¡|丨ノเ†',
  j: 'フﻮ',
  k: 'ズкĸҜ₭',
  l: '!|ㄥᒪレɭ˥',
  m: '爪мʍ♍♏ᗰ๓₥',
  n: 'ηпΠПиИЙ几ภᑎ刀₦π',
  o: '口ㄖ๏⭕◯○●⚪⚫🔴🔵θΘ¤0',
  p: 'þƿ卩尸ᑭ₱ק',
  q: 'Ɋợ',
  r: 'ЯяГг尺ᖇ®',
  s: '5$2丂รᔕ💲§₴',
  t: '7+丅ㄒՇ┴†✝➕т₮',
  u: 'ㄩยυцЦᑌ∩μµ',
  v: 'שᐯ√νѵ',
  w: 'ωשฬ山шШщЩᗯ₩',
  x: '×❌✖メ乂א᙭✗✘',
  y: 'ч丫ㄚץリ¥λ',
  z: '2乙չ',
  up: '🆙',
};

/** By character: what it looks like. */
interface Tables {
  readonly prototypes: ReadonlyMap<string, readonly string[]>;
  readonly named: ReadonlyMap<string, readonly string[]>;
  readonly drawn: ReadonlyMap<string, readonly string[]>;
}

let tables: Tables | undefined;

function load(): Tables {
  const { prototypes, named } = lookAlikes.parse(JSON.parse(readFileSync(FILE, 'utf8')));
  return {
    prototypes: byCharacter(prototypes),
    named: byCharacter(named),
    drawn: byCharacter(drawnAs),
  };
}

function byCharacter(alike: Readonly<Record<string, string>>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [target, characters] of Object.entries(alike)) {
    for (const character of characters) {
      found.set(character, [...(found.get(character) ?? []), target]);
    }
  }
  return found;
}

/**
 * What a character may be read as, in small letters: what it is, decomposes to, looks like by Unicode's
 * tables and is drawn for, and what those may be read as in turn. `Ꭺ` is read as `a`, `1` as `l` and `i`.
 * Marks are passed over where they stand on a letter.
 */
export const lettersOf = remembered((character: string): readonly string[] => {
  tables ??= load();
  const { prototypes, named, drawn } = tables;
  const found = [character];
  for (const each of found) {
    const small = each.toLowerCase();
    // Small letters of other scripts are often the capitals once more (к, ⲙ, ꭺ); those of ASCII are not.
    const capital = each < '\u0080' ? each : each.toUpperCase();
    for (const one of new Set([each, small, capital])) {
      const alike = [prototypes, named, drawn].flatMap((table) => table.get(one) ?? []);
      for (const next of [small, ...alike, one.normalize('NFKD')].map(bare)) {
        if (next !== '' && !found.includes(next)) found.push(next);
      }
    }
  }
  return found.filter((each) => each === each.toLowerCase());
});

/** One character, or the letters and digits of several. */
function bare(text: string): string {
  const unmarked = text.length > 1 ? text.replace(/\p{M}/gu, '') : text;
  return Array.from(unmarked).length > 1 ? unmarked.replace(/[^\p{L}\p{N}]/gu, '') : unmarked;
}

/** The Latin letter or letters that a character is read as; undefined for one that is read as none. */
export function latinOf(character: string): string | undefined {
  return lettersOf(character).find((each) => /^[a-z]+$/.test(each));
}
