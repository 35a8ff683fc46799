import {
  defaultPreferences,
  languages,
} from '../../functions/src/notifications/preferences/preferences';
import { catalogues } from '../../functions/src/notifications/templates/catalogues';
import { renderMail, renderPush } from '../../functions/src/notifications/templates/render';
import { fill } from '../../functions/src/platform/fill';
import { samples } from '../../tools/previewTemplates/samples';

const links = { app: 'https://app.example.com', unsubscribe: 'https://app.example.com/u?token=t' };

const each = samples.flatMap((sample) =>
  languages.map((language) => [sample.eventId, language, sample] as const),
);

test.each(each)('%s in %s', async (_, language, sample) => {
  const push = await renderPush(fill, sample, language);
  const { html, ...mail } = await renderMail(fill, sample, language, links);
  expect({ push, mail }).toMatchSnapshot();
  expect(html).toContain(`<html lang="${language}">`);
  expect(html).toContain(links.unsubscribe.replace('=', '&#x3D;'));
});

test('the frame of a mail', async () => {
  const [sample] = samples;
  if (!sample) throw new Error('There is no sample.');
  expect((await renderMail(fill, sample, 'en', links)).html).toMatchSnapshot();
});

test.each(each.filter(([, , { facts }]) => Object.keys(facts).length > 0))(
  '%s in %s cannot be told without what it says',
  async (_, language, sample) => {
    const empty = { ...sample, facts: {} };
    await expect(
      Promise.all([renderMail(fill, empty, language, links), renderPush(fill, empty, language)]),
    ).rejects.toThrow(/not defined/);
  },
);

test('every language has the same words to say', () => {
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
      : typeof value;
  for (const language of languages)
    expect(shape(catalogues[language])).toEqual(shape(catalogues.en));
  expect(Object.keys(catalogues.en.messages).sort()).toEqual(
    Object.keys(defaultPreferences.kinds).sort(),
  );
});

test('a variable is escaped in HTML and left as it is in text', async () => {
  expect(await fill('{{title}}', { title: '<b>&' }, 'html')).toBe('&lt;b&gt;&amp;');
  expect(await fill('{{title}}', { title: '<b>&' }, 'text')).toBe('<b>&');
});
