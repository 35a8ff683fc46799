import fc from 'fast-check';
import firebase from '../../firebase.json';
import { type Card, revokeShareContract } from '../../functions/src/contracts/shares';
import { newShareId } from '../../functions/src/documents/share';
import { cardSvg } from '../../functions/src/features/sharing/cardSvg';
import { PAGE_POLICY, sharePage } from '../../functions/src/features/sharing/sharePage';
import {
  escaped,
  titleOf,
  type Words,
  type WordsOf,
  wordsWith,
} from '../../functions/src/features/sharing/words';
import { catalogues } from '../../functions/src/languages/catalogues';
import { loadTemplates } from '../../functions/src/platform/template';
import { isBot } from '../../functions/src/platform/isBot';
import { renderPng } from '../../functions/src/platform/renderPng';

const base = 'https://example.com/s';
const id = 'AAAAAAAAAAAAAAAA';
const plain: Card = { kind: 'streak', theme: 'dark', streak: 12, name: 'Ada' };

let wordsOf: WordsOf;
let words: Words;

beforeAll(async () => {
  wordsOf = wordsWith(await loadTemplates(), catalogues);
  words = wordsOf();
});

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
      expect(tagsOf(sharePage(named(name), base, id, words))).toEqual(
        tagsOf(sharePage(plain, base, id, words)),
      );
      expect(tagsOf(cardSvg(named(name), 'card', words))).toEqual(
        tagsOf(cardSvg(plain, 'card', words)),
      );
      expect(escaped(name)).not.toMatch(/[<>"'\u202A-\u202E\p{Cc}]/u);
    }),
  );
});

test('any name can be drawn', async () => {
  const property = fc.asyncProperty(nasty, async (name) => {
    expect(
      (await renderPng(cardSvg({ ...plain, name }, 'card', words))).subarray(1, 4).toString(),
    ).toBe('PNG');
  });
  await fc.assert(property, { numRuns: 15 });
});

test('each day of the calendar has its date, and a day that is open looks open', () => {
  const calendar = [0, 2, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0];
  const svg = cardSvg(
    { ...plain, calendar, strip: { last: '2026-12-03', open: 1 } },
    'card',
    words,
  );
  const dates = [...svg.matchAll(/font-size="19"[^>]*>([^<]*)</g)].map(([, date]) => date);
  expect(dates).toEqual([
    '20 Nov',
    '21',
    '22',
    '23',
    '24',
    '25',
    '26',
    '27',
    '28',
    '29',
    '30',
    '1 Dec',
    '2',
    '3',
  ]);
  const dots = svg.match(/<circle[^>]*>/g) ?? [];
  expect(dots.map((dot) => dot.includes('fill="none" stroke='))).toEqual(
    calendar.map((_, index) => index === 13),
  );
  expect(
    new Set([dots[0], dots[1], dots[2]].map((dot) => /fill="[^"]+"/.exec(dot ?? '')?.[0])).size,
  ).toBe(3);
});

test('a card that was shared before dots had dates is drawn as it was', () => {
  const svg = cardSvg({ ...plain, calendar: [0, 2, 1] }, 'card', words);
  expect(svg.match(/<circle/g)).toHaveLength(3);
  expect(svg).not.toContain('stroke=');
  expect(svg.match(/<text/g)).toHaveLength(3);
});

test.each([
  [undefined, '12 days, streak', 'Start your own streak'],
  ['de-AT', '12 Tage, Serie', 'Eigene Serie beginnen'],
  ['pl', '12 dni, seria', 'Zacznij własną serię'],
])('a card that was shared in %s is shown so', (language, title, start) => {
  const card = { ...plain, ...(language !== undefined && { language }) };
  const spoken = wordsOf(language);
  expect(titleOf(card, spoken)).toBe(`Ada: ${title}`);
  const page = sharePage(card, base, id, spoken);
  expect(page).toContain(`<html lang="${language?.slice(0, 2) ?? 'en'}"`);
  expect(page).toContain(start);
  expect(cardSvg(card, 'card', spoken)).toContain(title.split(',')[0]);
});

test('a page has what previews ask for, and nothing of others', () => {
  const page = sharePage(plain, base, id, words);
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

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android =
  'AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 Mobile Safari/537.36';
const desktop = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36', false],
  [`${phone} Mobile/15E148 [Pinterest/iOS]`, false],
  [`Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) ${android} [Pinterest/Android]`, false],
  [`Mozilla/5.0 (Linux; Android 14; SM-S918B) ${android} Telegram-Android/10.14.5`, false],
  [`${desktop} Slack/4.39.88 Chrome/126.0 Electron/31.0 Safari/537.36`, false],
  [`${desktop} discord/1.0.9152 Chrome/124.0 Electron/30.1 Safari/537.36`, false],
  [`Mozilla/5.0 (Linux; Android 11; CUBOT X50) ${android}`, false],
  [`Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) ${android} [FB_IAB/FB4A;FBAV/470.0]`, false],
  [`${phone} Mobile/15E148 WhatsApp/2.24`, false],
  ['Twitterbot/1.0', true],
  ['facebookexternalhit/1.1', true],
  ['LinkedInBot/1.0', true],
  ['WhatsApp/2.23.20.0 A', true],
  ['TelegramBot (like TwitterBot)', true],
  ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', true],
  ['Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)', true],
  ['Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)', true],
  ['curl/8.1', true],
  ['', true],
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
