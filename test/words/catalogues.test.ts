import { ar as dashboardAr } from '../../web/src/dashboard/words/ar';
import { de as dashboardDe } from '../../web/src/dashboard/words/de';
import { en as dashboardEn } from '../../web/src/dashboard/words/en';
import { ar } from '../../web/src/elements/words/ar';
import { de } from '../../web/src/elements/words/de';
import { en } from '../../web/src/elements/words/en';

type Catalogue = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const catalogues: readonly (readonly [of: string, language: string, Catalogue, Catalogue])[] = [
  ['the elements', 'en', en, en],
  ['the elements', 'de', de, en],
  ['the elements', 'ar', ar, en],
  ['the dashboard', 'en', dashboardEn, dashboardEn],
  ['the dashboard', 'de', dashboardDe, dashboardEn],
  ['the dashboard', 'ar', dashboardAr, dashboardEn],
];

const formsOf = (phrase: Catalogue[string] | undefined) =>
  typeof phrase === 'object' ? Object.values(phrase) : [phrase ?? ''];

const valuesIn = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))]
    .filter((name) => name !== 'count')
    .sort();

describe.each(catalogues)('the words of %s in %s', (_of, language, catalogue, english) => {
  it('have every key of the English ones, and no other', () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort());
  });

  it('have a form for each plural rule of the language', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const counted = Object.entries(catalogue).filter(([, phrase]) => typeof phrase === 'object');
    expect(counted.length).toBeGreaterThan(0);
    for (const [key, forms] of counted) {
      expect([key, Object.keys(forms).sort()]).toEqual([key, [...pluralCategories].sort()]);
    }
  });

  it('say each phrase with the values of the English one', () => {
    for (const [key, phrase] of Object.entries(english)) {
      expect([key, typeof catalogue[key]]).toEqual([key, typeof phrase]);
      const expected = valuesIn(formsOf(phrase).join());
      for (const form of formsOf(catalogue[key])) {
        expect(form.trim()).not.toBe('');
        expect([key, valuesIn(form)]).toEqual([key, expected]);
      }
    }
  });
});
