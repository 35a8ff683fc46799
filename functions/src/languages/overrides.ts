import { catalogue, eventKinds } from '../events';
import {
  type Catalogue,
  type Catalogues,
  catalogues,
  type Language,
  languages,
} from './catalogues';
import { momentVariables } from './momentVariables';

type Part<Whole> = Whole extends string
  ? string
  : Whole extends readonly string[]
    ? readonly string[]
    : { readonly [Key in keyof Whole]?: Part<Whole[Key]> };

/** Texts of an app's own, by language: what they leave out stays as it is shipped. */
export type TextsDefinition = Readonly<Partial<Record<Language, Part<Catalogue>>>>;

/** Names in the tags of a template, quoted words and those of the grammar left out. */
function namesIn(template: string): string[] {
  const tags = template.match(/\{\{.*?\}\}/g) ?? [];
  const grammar = ['if', 'else', 'plural', 'ordinal', 'number'];
  return tags.flatMap((tag) =>
    (tag.replace(/'[^']*'|\w+=/g, '').match(/\w+/g) ?? []).filter(
      (word) => !grammar.includes(word),
    ),
  );
}

/** What a text may name beside what the shipped one names. */
function variablesFor(path: readonly string[]): readonly string[] {
  const [section, kind] = path;
  if (section !== 'messages') return [];
  const events = eventKinds.filter((each) => catalogue[each].message?.kind === kind);
  return [...momentVariables, ...events.flatMap((each) => Object.keys(catalogue[each].facts))];
}

/** What is wrong with a text, in words; undefined where nothing is. */
function flawOf(text: string, shipped: string, path: readonly string[], language: string) {
  const known = [...namesIn(shipped), ...variablesFor(path)];
  const unknown = namesIn(text).find((name) => !known.includes(name));
  if (unknown !== undefined) return `names ${unknown}, which there is not`;
  const opened = text.match(/\{\{#if /g)?.length ?? 0;
  if (opened !== (text.match(/\{\{\/if\}\}/g)?.length ?? 0))
    return 'has an {{#if}} without its end';
  for (const [name, type] of Object.entries({ plural: 'cardinal', ordinal: 'ordinal' } as const)) {
    const { pluralCategories } = new Intl.PluralRules(language, { type }).resolvedOptions();
    for (const [tag] of text.matchAll(new RegExp(`\\{\\{${name} .*?\\}\\}`, 'g'))) {
      const missing = pluralCategories.find((form) => !tag.includes(` ${form}='`));
      if (missing !== undefined) return `lacks the ${name} ${missing}`;
    }
  }
  return undefined;
}

/** A part of the shipped texts with an app's own in their places; what is wrong is added to `flaws`. */
function merged(
  shipped: unknown,
  own: unknown,
  path: readonly string[],
  language: string,
  flaws: string[],
): unknown {
  const fail = (why: string) => {
    flaws.push(`${[language, ...path].join('.')} ${why}.`);
    return shipped;
  };
  if (typeof shipped === 'string') {
    if (typeof own !== 'string') return fail('must be a text');
    const flaw = flawOf(own, shipped, path, language);
    return flaw === undefined ? own : fail(flaw);
  }
  if (Array.isArray(shipped)) {
    if (!Array.isArray(own)) return fail('must be a list of texts');
    const all = shipped.join(' ');
    return own.map((each, index) => merged(all, each, [...path, String(index)], language, flaws));
  }
  if (typeof own !== 'object' || own === null || Array.isArray(own)) return fail('must have parts');
  const parts = new Map(Object.entries(shipped as object));
  for (const [name, part] of Object.entries(own)) {
    if (part === undefined) continue;
    if (!parts.has(name)) fail(`has no ${name}`);
    else parts.set(name, merged(parts.get(name), part, [...path, name], language, flaws));
  }
  return Object.fromEntries(parts);
}

/**
 * The shipped texts with an app's own in their places.
 *
 * @throws Error naming every text that is in no place, is none, or names what there is not
 */
export function checkTexts(definition: TextsDefinition): Catalogues {
  const flaws: string[] = [];
  const others = Object.keys(definition).filter((tag) => !languages.some((each) => each === tag));
  for (const tag of others)
    flaws.push(`There is no language ${tag}, only ${languages.join(', ')}.`);
  const entries = languages.map((language) => {
    const own = definition[language];
    const shipped = catalogues[language];
    return [language, own ? merged(shipped, own, [], language, flaws) : shipped];
  });
  if (flaws.length > 0) throw new Error(`useTexts(): ${flaws.join(' ')}`);
  return Object.fromEntries(entries) as Catalogues;
}
