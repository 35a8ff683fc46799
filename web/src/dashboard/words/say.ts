import { Catalogues, type Given, type Names, setWords } from '../../elements/index';
import { en } from './en';

type English = typeof en;
export type Key = keyof English;

/** What the dashboard says around its elements, by language. */
export const dashboardWords = new Catalogues<English>(en, {
  de: () => import('./de').then(({ de, names }) => named('de', names, de)),
  ar: () => import('./ar').then(({ ar, names }) => named('ar', names, ar)),
});

function named<Words>(language: string, names: Names, words: Words): Words {
  setWords(language, names);
  return words;
}

/** Says something in the language of the page, as it is now. */
export function say<K extends Key>(key: K, ...given: Given<English[K], string | number>): string {
  return dashboardWords.sayIn(pageLanguage())(key, ...given);
}

/** The language of the page, a BCP 47 tag. */
export function pageLanguage(): string {
  return document.documentElement.lang || 'en';
}
