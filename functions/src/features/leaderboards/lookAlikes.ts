import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { memoize } from '../../engine/memoize';

/**
 * Made by `npm run tool -- look-alikes` from Unicode's published tables. Read when the first name is
 * checked, since nothing else needs it.
 */
const FILE = join(__dirname, 'lookAlikes.json');

const classes = z.record(z.string(), z.string());
const lookAlikes = z.object({ prototypes: classes, named: classes });

/** The alphabets of generators of fancy text, from a to z. */
const alphabets = [
  'ąცƈɖɛʄɠɧıʝƙƖɱŋơ℘զཞʂɬų۷ῳҳყʑ',
  'αႦƈԃҽϝɠԋιʝƙʅɱɳσρϙɾʂƚυʋɯxყȥ',
  'ǟɮƈɖɛʄɢɦɨʝӄʟʍռօքզʀֆȶʊʋաӼʏʐ',
  'ᏗᏰፈᎴᏋᎦᎶᏂᎥᏠᏦᏝᎷᏁᎧᎮᎤᏒᏕᏖᏬᏉᏇጀᎩፚ',
  'ค๖¢໓ēfງhiวkl๓ຖ໐p๑rŞtนงຟxฯຊ',
  '卂乃匚ᗪ乇千Ꮆ卄丨フҜㄥ爪几ㄖ卩Ɋ尺丂ㄒㄩᐯ山乂ㄚ乙',
  'ム乃ᄃり乇キムんノフズレカ刀のアゐ尺丂イひ√Wメリ乙',
  '₳฿₵ĐɆ₣₲ⱧłJ₭Ⱡ₥₦Ø₱QⱤ₴₮ɄV₩ӾɎⱫ',
  'ᗩᗷᑕᗪEᖴGᕼIᒍKᒪᗰᑎOᑭᑫᖇᔕTᑌᐯᗯ᙭Yᘔ',
  'ꍏꌃꉓꀸꍟꎇꁅꃅꀤꀭꀘ꒒ꂵꈤꂦꉣꆰꋪꌗ꓄ꀎꃴꅏꊼꌩꁴ',
  'ꋫꃃꏸꁕꍟꄘꁍꑛꂑꀭꀗ꒒ꁒꁹꆂꉣꁸ꒓ꌚ꓅ꐇꏝꅐꇓꐟꁴ',
  'ꁲꃳꏳꀷꑀꊯꁅꁝ꒐꒑ꈵ꒒ꂵꃔꊿꉣꋠꌅꈜꋖꌈ꒦ꅐꉤꐔꑒ',
  'ΛBƇDΣFGΉIJKLMПӨPQЯƧƬЦVЩXYZ',
  'αв¢∂єƒgнιנкℓмησρqяѕтυνωχуz',
  'ДБCDΞFGHIJҜLMИФPǪЯSΓЦVЩЖУZ',
  'ąҍçժҽƒցհìʝҟӀʍղօքզɾʂէմѵաxվՀ',
  '𐌀𐌁𐌂𐌃𐌄𐌅Ᏽ𐋅𐌉Ꮭ𐌊𐌋𐌌𐌍Ꝋ𐌐𐌒𐌓𐌔𐌕𐌵ᕓᏔ𐋄𐌙Ɀ',
  'ค๒ς๔єŦﻮђเןкɭ๓ภ๏קợгรՇยשฬאץչ',
  'ᎯᏰᏟᎠᎬᎰᎶᎻᎨᏠᏦᏝᎷᏁᎾᏢᏄᏒᏕᎿᏌᏉᏯᎲᎽᏃ',
  'ΔβCDΣFGHIJKLΜΠΩPQRSTUVWXΨZ',
  'ᗋᕊᙅᗬᙓᖴᘜᖺᓰᒎᖽᒪᗰᘉᓎᕈᕴᖇSᖶᑗᐺᘺ᙭ᖻᗱ',
];

/** What digits, symbols and single letters are drawn for besides, as Unicode's tables do not say. */
const drawnAs: Readonly<Record<string, string>> = {
  a: '4@∀∆Δ⩓ɅʌѦⲀムคꭿⱥɒᶐꬰꭤ',
  b: '8ßБЬЪ฿',
  c: '(<{©ϾƆɔςᑕ¢₵',
  d: 'ძᖱᗞᗫ∂ÐԀ',
  e: 'Ⲉ3€£əƏЄЭ∃',
  f: 'ϝⅎ₣ꟻℲғҒŦŧ',
  g: '96ƃ₲',
  h: 'んᕼ♄ђнΉ',
  i: '1!l¡|†ٱا丨',
  j: 'フ',
  k: 'ĸк₭',
  l: '!|˥ʃן',
  m: 'ოмʍ♍♏ᙢᘻ₥',
  n: 'იηПпИЙ刀₦πก',
  o: 'ⴰ口◯○●⭕⚪⚫🔴🔵🟠🟡🟢🟣🟤🌕🍩⊙☉ʘಠѺ𐍈θ¤0',
  p: 'þƿ尸ㄗ₱',
  q: 'ợ',
  r: 'ЯяГг®',
  s: '5$2§₴💲',
  t: '7+丅┴†✝➕₮т',
  u: 'цЦ∩μµ',
  v: '√ѵ',
  w: 'шШщЩ',
  x: '×✖❌✗✘',
  y: 'ч丫¥λ',
  z: '2',
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
    drawn: byCharacter(drawnAs, ...alphabets.map(asClasses)),
  };
}

/** An alphabet with each of its characters at the letter that it stands for. */
function asClasses(alphabet: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(alphabet, (character, index) => [String.fromCharCode(97 + index), character]),
  );
}

function byCharacter(...alike: readonly Readonly<Record<string, string>>[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [target, characters] of alike.flatMap((each) => Object.entries(each))) {
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
export const lettersOf = memoize((character: string): readonly string[] => {
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
