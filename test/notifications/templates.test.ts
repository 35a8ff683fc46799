import { renderMail, renderPush } from '../../functions/src/features/notifications/render';
import { catalogues, languages } from '../../functions/src/languages/catalogues';
import { type Fill, loadTemplates } from '../../functions/src/platform/template';
import { samples } from '../../tools/previewTemplates/samples';

const links = {
  app: 'https://app.example.com/?open=streak',
  preferences: 'https://app.example.com/?open=preferences',
  unsubscribe: 'https://app.example.com/u?token=t',
  brand: 'Streaks',
  postalAddress: 'Streaks Ltd, 1 Long Road, Leeds',
};

let fill: Fill;

beforeAll(async () => {
  fill = await loadTemplates();
});

const each = samples.flatMap((sample) =>
  languages.map((language) => [sample.name, language, { ...sample, language }] as const),
);

test.each(each)('%s in %s', (_, language, telling) => {
  const push = renderPush(fill, telling, catalogues);
  const { html, ...mail } = renderMail(fill, telling, catalogues, links);
  expect({ push, mail }).toMatchSnapshot();
  expect(html).toContain(`<html lang="${language}">`);
  expect(html).toContain(links.unsubscribe.replace('=', '&#x3D;'));
});

/** What a phone shows of a message before somebody opens it, more or less; a challenge's title is the app's. */
const [TITLE, BODY] = [45, 120];

test.each(each)('%s in %s fits on a locked screen', (_, __, telling) => {
  const { title, body } = renderPush(fill, telling, catalogues);
  expect(title.length).toBeLessThanOrEqual(TITLE);
  expect(body.length).toBeLessThanOrEqual(BODY);
  expect(`${title} ${body}`).not.toMatch(/(^|\D)0 (freezes|Freezes|zamrożeń)|\d{4}-\d\d/);
});

test('the frame of a mail', () => {
  const [, , telling] = each[0] ?? [];
  if (!telling) throw new Error('There is no sample.');
  expect(renderMail(fill, telling, catalogues, links).html).toMatchSnapshot();
});

test.each([
  ['today', '2026-03-03'],
  ['yesterday', '2026-03-04'],
  ['on Tuesday', '2026-03-09'],
  ['on March 3', '2026-03-10'],
])('a day is told as %s', (words, today) => {
  const [, , telling] = each.find(([name]) => name === 'milestone.0') ?? [];
  if (!telling) throw new Error('There is no sample.');
  const moment = { ...telling.moment, today };
  expect(renderPush(fill, { ...telling, moment, language: 'en' }, catalogues).body).toContain(
    words,
  );
});

test.each([
  ['en', ['1 day', '2 days', '1,000 days']],
  ['de', ['1 Tag', '2 Tage', '1.000 Tage']],
  ['pl', ['1 dzień', '2 dni', '1000 dni']],
] as const)('counts in %s', (language, expected) => {
  const forms = {
    en: "one='day' other='days'",
    de: "one='Tag' other='Tage'",
    pl: "one='dzień' few='dni' many='dni' other='dnia'",
  };
  const count = (n: number) => fill(`{{plural n ${forms[language]}}}`, { n }, language, 'text');
  expect([1, 2, 1000].map(count)).toEqual(expected);
});

test('what a template names must be given', () => {
  expect(() => fill('{{#if left}}x{{/if}}', {}, 'en', 'text')).toThrow('not defined: left');
  expect(() => fill("{{plural n one='x'}}", { n: 2 }, 'en', 'text')).toThrow('No plural for 2');
});

test('a variable is escaped in HTML and left as it is in text', () => {
  expect(fill('{{title}}', { title: '<b>&' }, 'en', 'html')).toBe('&lt;b&gt;&amp;');
  expect(fill('{{title}}', { title: '<b>&' }, 'en', 'text')).toBe('<b>&');
});
