import { languages } from '../../functions/src/contracts/preferences';
import { messageKinds } from '../../functions/src/events';
import {
  catalogues,
  renderMail,
  renderPush,
} from '../../functions/src/features/notifications/render';
import { renderTemplate } from '../../functions/src/platform/template';
import { samples } from '../../tools/previewTemplates/samples';

const links = { app: 'https://app.example.com', unsubscribe: 'https://app.example.com/u?token=t' };

const each = samples.flatMap((sample) =>
  languages.map((language) => [sample.eventId, language, sample] as const),
);

test.each(each)('%s in %s', async (_, language, sample) => {
  const push = await renderPush(renderTemplate, sample, language);
  const { html, ...mail } = await renderMail(renderTemplate, sample, language, links);
  expect({ push, mail }).toMatchSnapshot();
  expect(html).toContain(`<html lang="${language}">`);
  expect(html).toContain(links.unsubscribe.replace('=', '&#x3D;'));
});

test('the frame of a mail', async () => {
  const [sample] = samples;
  if (!sample) throw new Error('There is no sample.');
  expect((await renderMail(renderTemplate, sample, 'en', links)).html).toMatchSnapshot();
});

/** Names in the tags of templates, quoted words left out. */
const namesIn = (words: object) =>
  (JSON.stringify(words).match(/\{\{.*?\}\}/g) ?? []).flatMap(
    (tag) => tag.replace(/\\"[^"]*"/g, '').match(/\w+/g) ?? [],
  );

const says = each.flatMap(([id, language, sample]) => {
  const names = namesIn(catalogues[language].messages[sample.kind]);
  const said = Object.keys(sample.facts).filter((fact) => names.includes(fact));
  return said.map((fact) => [id, language, fact, sample] as const);
});

test.each(says)('%s in %s cannot be told without %s', async (_, language, fact, sample) => {
  const { [fact]: left, ...facts } = sample.facts;
  const without = { ...sample, facts };
  expect(left).toBeDefined();
  await expect(
    Promise.all([
      renderMail(renderTemplate, without, language, links),
      renderPush(renderTemplate, without, language),
    ]),
  ).rejects.toThrow(`not defined: ${fact}`);
});

test('every language has the same words to say', () => {
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
      : typeof value;
  for (const language of languages)
    expect(shape(catalogues[language])).toEqual(shape(catalogues.en));
  expect(Object.keys(catalogues.en.messages).sort()).toEqual([...messageKinds].sort());
});

test('a variable is escaped in HTML and left as it is in text', async () => {
  expect(await renderTemplate('{{title}}', { title: '<b>&' }, 'html')).toBe('&lt;b&gt;&amp;');
  expect(await renderTemplate('{{title}}', { title: '<b>&' }, 'text')).toBe('<b>&');
});
