import type Handlebars from 'handlebars';

/**
 * Fills a template's gaps, with the plurals and numbers of a language (BCP 47). In HTML every variable is
 * escaped. @throws when a variable that it names is missing
 */
export type Fill = (
  template: string,
  variables: Readonly<Record<string, unknown>>,
  language: string,
  form: 'text' | 'html',
) => string;

interface Compiled {
  readonly run: HandlebarsTemplateDelegate;
  /** Variables that the template names, also in what it does not come to say. */
  readonly names: ReadonlySet<string>;
}

const compiled = new Map<string, Compiled>();
const spoken = new Map<string, ReturnType<typeof helpersFor>>();

const helpers = new Set(['number', 'plural', 'ordinal', 'if', 'each']);

/** What templates can ask for, by the grammar of a language. */
function helpersFor(language: string) {
  const rules = new Intl.PluralRules(language);
  const ordinals = new Intl.PluralRules(language, { type: 'ordinal' });
  const numbers = new Intl.NumberFormat(language);
  return {
    /** `{{number n}}` */
    number: (n: number) => numbers.format(n),
    /** `{{plural n one='day' other='days'}}`, with every form that the language has. */
    plural: (n: number, { hash }: { readonly hash: Readonly<Record<string, string>> }) => {
      const form = hash[rules.select(n)];
      if (form === undefined) throw new Error(`No plural for ${n} in ${language}.`);
      return `${numbers.format(n)} ${form}`;
    },
    /** `{{ordinal n one='st' two='nd' few='rd' other='th'}}`, with every ordinal that the language has. */
    ordinal: (n: number, { hash }: { readonly hash: Readonly<Record<string, string>> }) => {
      const form = hash[ordinals.select(n)];
      if (form === undefined) throw new Error(`No ordinal for ${n} in ${language}.`);
      return `${numbers.format(n)}${form}`;
    },
  };
}

/**
 * Loads Handlebars, which is left out of cold starts. Every name in a template must be given: Handlebars'
 * own `strict` is silent about a missing one that is only an argument, as in `{{#if freezes}}`.
 */
export async function loadTemplates(): Promise<Fill> {
  const { default: handlebars } = await import('handlebars');
  return (template, variables, language, form) => {
    const key = `${form} ${template}`;
    const ready = compiled.get(key) ?? compile(handlebars, template, form);
    compiled.set(key, ready);
    const missing = [...ready.names].filter((name) => !Object.hasOwn(variables, name));
    if (missing.length > 0) throw new Error(`Variables are not defined: ${missing.join(', ')}.`);
    const grammar = spoken.get(language) ?? helpersFor(language);
    spoken.set(language, grammar);
    return ready.run(variables, { helpers: grammar });
  };
}

function compile(handlebars: typeof Handlebars, template: string, form: 'text' | 'html'): Compiled {
  const names = new Set<string>();
  class Names extends handlebars.Visitor {
    override PathExpression({ parts: [name] }: hbs.AST.PathExpression): void {
      if (typeof name === 'string' && !helpers.has(name)) names.add(name);
    }
  }
  const parsed = handlebars.parse(template);
  new Names().accept(parsed);
  const options = { strict: true, knownHelpersOnly: true, noEscape: form === 'text' };
  const knownHelpers = { number: true, plural: true, ordinal: true };
  return { run: handlebars.compile(parsed, { ...options, knownHelpers }), names };
}
