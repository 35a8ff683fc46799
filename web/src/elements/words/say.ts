import type { Given, Names, Phrase, Plural } from './phrases';

/** Letters of scripts that are written from right to left. */
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** First strong isolate, and its end: what is between them does not change the order of what is around it. */
const [ISOLATE, END] = ['\u2068', '\u2069'];

/** Says phrases in one language. */
export interface Say<English> {
  /** What a key stands for, with its values: numbers as people write them, and texts that may run the other way set apart. */
  <Key extends keyof English>(key: Key, ...given: Given<English[Key], string | number>): string;
  /** The same with parts of a template as values, to be rendered. */
  rich<Key extends keyof English>(key: Key, ...given: Given<English[Key], unknown>): unknown[];
  /** A name of the program, such as `quiz_hard_passed`: as a catalogue has it, else as words. */
  named(name: string): string;
  /** The language that dates and numbers are written in, a BCP 47 tag. */
  readonly lang: string;
}

/** Words of a language, and of which they are. */
export interface Vocabulary<English> {
  /** The language of the words; that of the page may be another, if nobody has words for that. */
  readonly language: string;
  readonly words: { readonly [Key in keyof English]: Phrase } & Names;
}

/** @param lang the language of the page, with its region, a BCP 47 tag */
export function sayIn<English>(
  { language, words }: Vocabulary<English>,
  lang: string,
): Say<English> {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(lang);
  const isRightToLeft = Object.values<Phrase>(words).some((phrase) =>
    RIGHT_TO_LEFT.test(typeof phrase === 'string' ? phrase : phrase.other),
  );

  const isolated = (text: string) =>
    isRightToLeft || RIGHT_TO_LEFT.test(text) ? `${ISOLATE}${text}${END}` : text;
  const written = (value: unknown) =>
    isolated(typeof value === 'number' ? numbers.format(value) : String(value));
  const parts = (key: keyof English, [values = {}]: readonly [values?: object]) => {
    const byName = values as Readonly<Record<string, unknown>>;
    const phrase: Phrase = words[key];
    return textOf(phrase, byName['count'], rules)
      .split(/\{(\w+)\}/)
      .map((part, index) => (index % 2 === 0 ? part : byName[part]));
  };

  const say = (key: keyof English, ...given: readonly [values?: object]) =>
    parts(key, given)
      .map((part, index) => (index % 2 === 0 ? part : written(part)))
      .join('');
  const rich = (key: keyof English, ...given: readonly [values?: object]) =>
    parts(key, given).map((part, index) =>
      index % 2 === 0 || typeof part === 'object' ? part : written(part),
    );
  const named = (of: string) => (words as Names)[`name.${of}`] ?? inWords(of);
  return Object.assign(say, { rich, named, lang }) as unknown as Say<English>;
}

function textOf(phrase: Phrase, count: unknown, rules: Intl.PluralRules): string {
  if (typeof phrase === 'string') return phrase;
  const forms: Plural = phrase;
  return forms[rules.select(Number(count))] ?? forms.other;
}

function inWords(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
