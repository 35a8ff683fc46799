import { revokeShareContract } from '../../functions/src/sharing/contract';
import { newShareId } from '../../functions/src/sharing/documents';
import fc from 'fast-check';
import type { Card } from '../../functions/src/sharing/card';
import { cardSvg } from '../../functions/src/sharing/cardSvg';
import { isDrawable } from '../../functions/src/sharing/drawable';
import { escaped } from '../../functions/src/sharing/escape';
import { isBot } from '../../functions/src/sharing/isBot';
import { sharePage } from '../../functions/src/sharing/sharePage';
import { renderPng } from '../../functions/src/platform/renderPng';
import firebase from '../../firebase.json';
import { PAGE_POLICY } from '../../functions/src/sharing/sharePage';

const url = 'https://example.com/s/AAAAAAAAAAAAAAAA';
const plain: Card = { kind: 'streak', theme: 'dark', streak: 12, name: 'Ada' };

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .array(
      fc.constantFrom('<', '>', '"', "'", '&', ']]>', '<script>', '\u202e', '\u0000', '</svg>'),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join('')),
);

const tagsOf = (markup: string) => markup.match(/<[^>]*>/g)?.map((tag) => tag.split(/[\s>]/)[0]);

test('no name changes what a page or an image is made of', () => {
  const named = (name: string): Card => ({ ...plain, name });
  fc.assert(
    fc.property(nasty, (name) => {
      expect(tagsOf(sharePage(named(name), url))).toEqual(tagsOf(sharePage(plain, url)));
      const svg = tagsOf(cardSvg(named(name), 'card'));
      const shown = isDrawable(name) ? plain : { ...plain, name: undefined };
      expect(svg).toEqual(tagsOf(cardSvg(shown, 'card')));
      expect(escaped(name)).not.toMatch(/[<>"'\u202A-\u202E\p{Cc}]/u);
    }),
  );
});

test('any name can be drawn', async () => {
  const property = fc.asyncProperty(nasty, async (name) => {
    expect((await renderPng(cardSvg({ ...plain, name }, 'card'))).subarray(1, 4).toString()).toBe(
      'PNG',
    );
  });
  await fc.assert(property, { numRuns: 15 });
}, 60_000);

test.each([
  ['Zoë Łukasz', true],
  ['Ελένη Иван', true],
  ['محمد', false],
  ['田中 さくら', false],
  ['Ada 🔥', false],
])('the image shows %s: %s', (name, isShown) => {
  expect(cardSvg({ ...plain, name }, 'card').includes(name)).toBe(isShown);
  expect(sharePage({ ...plain, name }, url)).toContain(name);
});

test('a page has what previews ask for, and nothing of others', () => {
  const page = sharePage(plain, url);
  for (const tag of [
    'og:title',
    'og:image',
    'og:url',
    'og:image:alt',
    'twitter:card',
    'twitter:image',
  ]) {
    expect(page).toMatch(new RegExp(`(property|name)="${tag}" content="[^"]+"`));
  }
  expect(page).not.toMatch(/<script(?! src="\/s\/page\.js")/);
});

test('Hosting sets the policy that the page is made for', () => {
  const rule = firebase.hosting.headers.find(({ source }) => source === '/s/**');
  expect(rule?.headers).toContainEqual({ key: 'Content-Security-Policy', value: PAGE_POLICY });
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36', false],
  ['Twitterbot/1.0', true],
  ['facebookexternalhit/1.1', true],
  ['LinkedInBot/1.0', true],
  [undefined, true],
])('%s is a program: %s', (agent, expected) => {
  expect(isBot(agent)).toBe(expected);
});

test('no card gets an id that Firestore keeps to itself, and none is asked for', () => {
  const drawn = [Buffer.alloc(12, 0xff), Buffer.from('abcdefghijkl')];
  expect(newShareId(() => drawn.shift() ?? Buffer.alloc(0))).toBe('YWJjZGVmZ2hpamts');
  expect(revokeShareContract.request.safeParse({ shareId: '__defineGetter__' }).success).toBe(
    false,
  );
  expect(revokeShareContract.request.safeParse({ shareId: '_defineGetter___' }).success).toBe(true);
});
