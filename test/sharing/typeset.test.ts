import { typeset } from '../../functions/src/platform/typeset';
import { escaped } from '../../functions/src/features/sharing/words';

const SIZE = 48;
const ROOM = 800;

/** The outlines of a text, and how its size was changed. */
async function drawn(text: string, weight = 700) {
  const svg = await typeset(
    `<text x="90" y="130" text-anchor="start" font-size="${SIZE}" font-weight="${weight}" fill="#fff" data-room="${ROOM}">${escaped(text)}</text>`,
  );
  const [, scale = '', path = ''] =
    /^<path transform="translate\(90 130\) scale\((\S+) .*d="([^"]*)"\/>$/.exec(svg) ?? [];
  return { scale: Number(scale), path };
}

const outline = async (text: string) => (await drawn(text)).path;

const names = [
  'Zoë Łukasz',
  'Ελένη',
  'Иван',
  'ᴀᴅᴀ ʟᴏᴠᴇʟᴀᴄᴇ',
  '田中 さくら ミチ',
  '김준',
  '李',
  '龘㐀',
  'محمد علي',
  'שרה',
  'สมชาย',
  'आदित्य',
  'নমস্কার',
  'தமிழ்',
  'Արամ',
  'გიორგი',
  'ቋንቋ',
  'ខ្មែរ',
  '𝓐𝓭𝓪 𝕬𝖉𝖆 Ⓐⓓⓐ',
  'A🔥 ❤️ 👩‍👩‍👧 🇩🇪 👍🏽 1️⃣',
];

test.each(names)('every character of %s has a shape of its own', async (name) => {
  const graphemes = [...new Intl.Segmenter('en').segment(name)].map(({ segment }) => segment);
  const letters = [...new Set(graphemes)].filter((grapheme) => grapheme !== ' ');
  const shapes = await Promise.all(letters.map(outline));
  expect(letters.filter((_, index) => shapes[index] === '')).toEqual([]);
  expect(new Set(shapes).size).toBe(letters.length); // boxes for what is missing would be alike
  expect(await outline(name)).not.toBe('');
});

test('both weights have their Latin letters', async () => {
  expect((await drawn('Ada', 400)).path).not.toBe((await drawn('Ada', 700)).path);
  expect((await drawn('李', 400)).path).toBe((await drawn('李', 700)).path);
});

test('letters are joined where their script joins them', async () => {
  const [joined, first, second] = await Promise.all(['بب', 'ب', 'ب\u200c'].map(outline));
  expect(first).toBe(second);
  expect(joined?.startsWith(first ?? '')).toBe(false);
});

test.each([
  ['אב', 'ב'],
  ['אב 12', '12'],
  ['אב Ada', 'Ada'],
  ['Ada אב', 'Ada'],
  ['12 אב', '12'],
])('of %s, %s is on the left', async (text, left) => {
  expect((await outline(text)).startsWith(await outline(left))).toBe(true);
});

test('what no font has is left out, and the rest is drawn', async () => {
  expect(await outline('\u{10FFF}Ada')).toBe(await outline('Ada'));
  expect(await outline('\u{10FFF}')).toBe('');
});

test('a text keeps its size where it fits, and is set smaller where it does not', async () => {
  expect((await drawn('Ada')).scale).toBe(SIZE / 1000);
  const [once, thrice] = await Promise.all([drawn('W'.repeat(30)), drawn('W'.repeat(90))]);
  expect(once.scale).toBeLessThan(SIZE / 1000);
  expect(once.scale / thrice.scale).toBeCloseTo(3, 1);
});

test('markup in a text is text', async () => {
  const [markup, plain] = await Promise.all(['<&>', 'Ada'].map(outline));
  expect(markup).not.toBe('');
  expect(markup).not.toBe(plain);
});
