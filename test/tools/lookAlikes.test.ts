import { lookAlikesIn } from '../../tools/lookAlikes/lookAlikes';

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));

const unicodeData = [
  '0041;LATIN CAPITAL LETTER A;Lu;0;L;;;;;N;;;;0061;',
  ...letters.map((letter, index) => {
    const code = (0x1f170 + index).toString(16).toUpperCase();
    return `${code};NEGATIVE SQUARED LATIN CAPITAL LETTER ${letter};So;0;L;;;;;N;;;;;`;
  }),
  '1F18E;NEGATIVE SQUARED AB;So;0;L;;;;;N;;;;;',
  '00C4;LATIN CAPITAL LETTER A WITH DIAERESIS;Lu;0;L;0041 0308;;;;N;;;;00E4;',
  '0250;LATIN SMALL LETTER TURNED A;Ll;0;L;;;;;N;;;2C6F;;2C6F',
  '01C5;LATIN CAPITAL LETTER D WITH SMALL LETTER Z WITH CARON;Lt;0;L;;;;;N;;;01C4;01C6;01C5',
  'E0041;TAG LATIN CAPITAL LETTER A;Cf;0;BN;;;;;N;;;;;',
].join('\n');

const confusables = [
  '\uFEFF# confusables.txt',
  '# Version: 99.0.0',
  '0430 ;\t0061 ;\tMA\t# ( а → a ) CYRILLIC SMALL LETTER A → LATIN SMALL LETTER A\t# ',
  '006D ;\t0072 006E ;\tMA\t# ( m → rn ) LATIN SMALL LETTER M → LATIN SMALL LETTER R, N\t# ',
  ...Array.from({ length: 1000 }, (_, index) => {
    const [from, to] = [0x4e00 + 2 * index, 0x4e01 + 2 * index].map((code) => code.toString(16));
    return `${from ?? ''} ;\t${to ?? ''} ;\tMA\t# `.toUpperCase();
  }),
].join('\n');

test('characters lie with what Unicode says they look like, and letters with what they are named after', () => {
  const { version, prototypes, named } = lookAlikesIn(confusables, unicodeData);
  expect(version).toBe('99.0.0');
  expect(prototypes).toMatchObject({ a: 'а', rn: 'm' });
  expect(named).toMatchObject({ a: '🅰ɐ', z: '🆉', ab: '🆎' });
  expect(JSON.stringify(named)).not.toMatch(/[ÄǅA]/);
});

test.each([
  ['the first', '# Version: 1', unicodeData, 'not the confusables.txt'],
  ['the second', confusables, '', 'not UnicodeData.txt'],
])('a file that is another one is refused: %s', (_, first, second, reason) => {
  expect(() => lookAlikesIn(first, second)).toThrow(reason);
});
