import type Handlebars from 'handlebars';

/** Fills a template's gaps. @throws when a variable that it names is missing */
export type RenderTemplate = (
  template: string,
  variables: Readonly<Record<string, unknown>>,
  form: 'text' | 'html',
) => Promise<string>;

interface Compiled {
  readonly run: HandlebarsTemplateDelegate;
  /** Variables that the template names, also in what it does not come to say. */
  readonly names: ReadonlySet<string>;
}

const compiled = new Map<string, Compiled>();

/** `{{plural n "day" "days"}}`, by English and German grammar. */
const plural = (n: number, one: string, other: string) => `${n} ${n === 1 ? one : other}`;

const helpers = new Set(['plural', 'if', 'each']);

/**
 * Fills a template with Handlebars, which is loaded when first used. In HTML every variable is
 * escaped. Every name must be given: Handlebars' own `strict` is silent about a missing one that is
 * only an argument, as in `{{#if freezes}}`.
 */
export const renderTemplate: RenderTemplate = async (template, variables, form) => {
  const { default: handlebars } = await import('handlebars');
  const key = `${form} ${template}`;
  const ready = compiled.get(key) ?? compile(handlebars, template, form);
  compiled.set(key, ready);
  const missing = [...ready.names].filter((name) => !Object.hasOwn(variables, name));
  if (missing.length > 0) throw new Error(`Variables are not defined: ${missing.join(', ')}.`);
  return ready.run(variables, { helpers: { plural } });
};

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
  return {
    run: handlebars.compile(parsed, { ...options, knownHelpers: { plural: true } }),
    names,
  };
}
