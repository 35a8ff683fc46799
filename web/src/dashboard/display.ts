import { loadWords } from '../elements/index';
import { dashboardWords } from './words/say';

/** Light, dark, or whatever the device has. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What somebody has chosen on this device. */
export interface Display {
  /** A language that the page has words in; empty: the first of the device's that it has. */
  readonly language: string;
  readonly theme: Theme;
}

const KEY = 'firestreak.display';

/** Languages that are written from right to left. */
const RIGHT_TO_LEFT: readonly string[] = ['ar'];

/** The languages that the page has words in. */
export const pageLanguages: readonly string[] = dashboardWords.languages;

/** What was chosen on this device; as the device has it, where nothing was. */
export function chosenDisplay(): Display {
  const { language, theme } = stored();
  return {
    language: pageLanguages.find((each) => each === language) ?? '',
    theme: themes.find((each) => each === theme) ?? 'system',
  };
}

/** Shows the page as was chosen, once the words of its language are there, and keeps that for later visits. */
export async function show(display: Display): Promise<void> {
  try {
    localStorage.setItem(KEY, JSON.stringify(display));
  } catch {
    // A browser that stores nothing has it as long as the page is open.
  }
  await apply(display);
}

/** Shows the page in a language and colours. */
export async function apply({ language, theme }: Display): Promise<void> {
  const lang = language || deviceLanguage(navigator.languages);
  await Promise.all([dashboardWords.load(lang), loadWords(lang)]);
  const { documentElement: page } = document;
  page.dataset['theme'] = theme; // page.css has the colours of each
  page.dir = RIGHT_TO_LEFT.includes(baseOf(lang)) ? 'rtl' : 'ltr';
  page.lang = lang;
}

/** The first language of a device that the page has words in, with its region; else English. */
export function deviceLanguage(languages: readonly string[]): string {
  return languages.find((each) => pageLanguages.includes(baseOf(each))) ?? 'en';
}

function baseOf(language: string): string {
  return language.split('-')[0] ?? language;
}

function stored(): Partial<Record<keyof Display, unknown>> {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
