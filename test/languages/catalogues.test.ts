import {
  catalogues,
  type Language,
  languageAccepted,
  languageFor,
  languages,
} from '../../functions/src/languages/catalogues';
import { messageKinds } from '../../functions/src/events';

/** The texts of a catalogue by the path to them. */
function textsOf(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    textsOf(inner, `${path}.${key}`),
  );
}

const tags = (text: string) => text.match(/\{\{.*?\}\}/g) ?? [];

/** Names in the tags of a text, quoted words and those of the grammar left out. */
const namesIn = (text: string) => [
  ...new Set(
    tags(text).flatMap((tag) =>
      (tag.replace(/'[^']*'|\w+=/g, '').match(/\w+/g) ?? []).filter(
        (word) => !['if', 'else', 'plural', 'ordinal', 'number'].includes(word),
      ),
    ),
  ),
];

const english = new Map(textsOf(catalogues.en));

/** Words for the numbers that rules are made of; articles are not among them. */
const numberWords: Readonly<Record<Language, RegExp>> = {
  en: /\b(one|two|three|four|five|six|seven|ten|fourteen|twenty|thirty|twice|double[sd]?|half|both|once)\b/i,
  de: /\b(eins|zwei\w*|drei\w*|vier|fünf|sechs|sieben|zehn|vierzehn|zwanzig|dreißig|doppelt\w*|halb\w*|beide\w*|einmal)\b/i,
  pl: /(?<!\p{L})(jeden|jedna|jedno|dwa|dwie|dwóch|trzy|trzech|cztery|pięć|sześć|siedem|dziesięć|dwadzieścia|trzydzieści|podwójn\p{L}*|pół|połow\p{L}*|dwukrotn\p{L}*|raz)(?!\p{L})/iu,
};

describe.each(languages)('the words in %s', (language) => {
  const texts = textsOf(catalogues[language]);

  test('are those that there are in English, and as many', () => {
    expect(texts.map(([path]) => path)).toEqual([...english.keys()]);
  });

  test('name what the English ones name', () => {
    for (const [path, text] of texts) {
      expect([path, namesIn(text).sort()]).toEqual([path, namesIn(english.get(path) ?? '').sort()]);
    }
  });

  test('have each plural that the language has', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plurals = texts.flatMap(([path, text]) =>
      tags(text)
        .filter((tag) => tag.startsWith('{{plural '))
        .map((tag) => [path, [...tag.matchAll(/(\w+)='/g)].map(([, form]) => form)] as const),
    );
    expect(plurals.length).toBeGreaterThan(0);
    for (const [path, forms] of plurals) {
      expect([path, [...forms].sort()]).toEqual([path, [...needed].sort()]);
    }
  });

  test('have each ordinal that the language has', () => {
    const { pluralCategories } = new Intl.PluralRules(language, {
      type: 'ordinal',
    }).resolvedOptions();
    const ordinals = texts.flatMap(([, text]) =>
      tags(text).filter((tag) => tag.startsWith('{{ordinal ')),
    );
    expect(ordinals.length).toBeGreaterThan(0);
    for (const tag of ordinals) {
      const forms = [...tag.matchAll(/(\w+)='/g)].map(([, form]) => form);
      expect([tag, forms.sort()]).toEqual([tag, [...pluralCategories].sort()]);
    }
  });

  test('hold no number: those of rules come from the program', () => {
    for (const [path, text] of texts) {
      const said = text.replace(/\{\{.*?\}\}/g, ' ');
      expect([path, /\d/.exec(said)?.[0]]).toEqual([path, undefined]);
      expect([path, numberWords[language].exec(said)?.[0]]).toEqual([path, undefined]);
    }
  });
});

test('there are words for each kind of message', () => {
  expect(Object.keys(catalogues.en.messages).sort()).toEqual([...messageKinds].sort());
});

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['de-Latn-AT', 'de'],
  ['DE-at', 'de'],
  ['pl-PL', 'pl'],
  ['fr', 'en'],
  ['constructor', 'en'],
])('whoever asks for %s is spoken to in %s', (tag, spoken) => {
  expect(languageFor(tag)).toBe(spoken);
});

test.each([
  ['', 'en'],
  ['*', 'en'],
  ['fr-CH, fr;q=0.9, de;q=0.7, *;q=0.5', 'de'],
  ['en;q=0.5, pl', 'pl'],
  ['de;q=0, pl;q=0.1', 'pl'],
])('a browser that accepts "%s" gets %s', (header, spoken) => {
  expect(languageAccepted(header)).toBe(spoken);
});
