import { Catalogues, type Overrides } from './catalogues';
import { en } from './en';
import type { Say as SayOf } from './say';

type English = typeof en;

/** Says what elements say. */
export type Say = SayOf<English>;

/** What elements say, by language. */
export const elementWords = new Catalogues<English>(en, {
  de: () => import('./de').then(({ de }) => de),
  ar: () => import('./ar').then(({ ar }) => ar),
});

/**
 * Gives elements other words, at once: phrases of a language that there is (`en`, `de`, `ar`), or another
 * language, whose missing phrases are English.
 *
 * @param language a BCP 47 tag, as `lang` has it
 */
export function setWords(language: string, words: Overrides<English>): void {
  elementWords.override(language, words);
}

/** Loads the words of a language, so that elements speak it from the first. */
export function loadWords(language: string): Promise<void> {
  return elementWords.load(language);
}
