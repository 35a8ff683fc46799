import type { Language } from '../preferences/preferences';
import type { Catalogue } from './catalogue';
import german from './de.json';
import english from './en.json';

/** What is said, by language. */
export const catalogues: Readonly<Record<Language, Catalogue>> = { en: english, de: german };
