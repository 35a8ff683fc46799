import { catalogues, languages } from '../../functions/src/languages/catalogues';
import { checkTexts, type TextsDefinition } from '../../functions/src/languages/overrides';

const title = (text: string) => ({ en: { messages: { at_risk: { push: { title: text } } } } });

test('what an app says takes its place, and nothing else changes', () => {
  const texts = checkTexts({
    ...title('{{number current}} days: keep them'),
    pl: { unsubscribe: { title: 'Rezygnacja' } },
  });
  const { at_risk, ...others } = texts.en.messages;
  expect(at_risk).toEqual({
    ...catalogues.en.messages.at_risk,
    push: { ...catalogues.en.messages.at_risk.push, title: '{{number current}} days: keep them' },
  });
  expect({ ...others, at_risk: catalogues.en.messages.at_risk }).toEqual(catalogues.en.messages);
  expect(texts.de).toBe(catalogues.de);
  expect(texts.pl.unsubscribe).toEqual({ ...catalogues.pl.unsubscribe, title: 'Rezygnacja' });
});

/** The same texts with a mark before each, lists included. */
function marked(texts: unknown): unknown {
  if (typeof texts === 'string') return `* ${texts}`;
  if (Array.isArray(texts)) return texts.map(marked);
  const parts = Object.entries(texts as object);
  return Object.fromEntries(parts.map(([name, part]) => [name, marked(part)]));
}

test.each(languages)('an app can say every single text in words of its own: in %s', (language) => {
  const own = marked(catalogues[language]);
  expect(checkTexts({ [language]: own })[language]).toEqual(own);
});

test('a mail can have more or fewer paragraphs', () => {
  const paragraphs = ['Only {{freezes}} now.'];
  const texts = checkTexts({ en: { messages: { milestone: { email: { paragraphs } } } } });
  expect(texts.en.messages.milestone.email.paragraphs).toEqual(paragraphs);
});

const wrong: [string, unknown, string][] = [
  ['a variable that there is not', title('{{name}}'), 'names name'],
  ['an unclosed condition', title('{{#if freezes}}x'), 'without its end'],
  ['a plural too few', title("{{plural current one='day'}}"), 'lacks the plural other'],
  ['a number for a text', title(7 as unknown as string), 'must be a text'],
  ['a text that there is not', { en: { mesages: {} } }, 'en has no mesages'],
  ['the name of what every object has', { en: { constructor: {} } }, 'en has no constructor'],
  ['a language that there is not', { fr: {} }, 'no language fr'],
];

test.each(wrong)('%s stops the deployment', (_, definition, why) => {
  expect(() => checkTexts(definition as TextsDefinition)).toThrow(why);
});

test('all that is wrong is named at once', () => {
  expect(() => checkTexts({ ...title('{{name}}'), de: { mail: { footer: '{{x}}' } } })).toThrow(
    /en\.messages\.at_risk\.push\.title names name.*de\.mail\.footer names x/,
  );
});
