import type { LitElement } from 'lit';
import { examples } from './elements/examples';
import { siteInBrowser } from './siteInBrowser';

const { open } = siteInBrowser();

/** What a page may write by mistake. */
const bad = [
  ...['', 'rubbish', '-1', '1e999', '2026-99-99', '2026-11-24T99:00Z', 'Nowhere/Else', 'x-none'],
  ...['{', '{}', '[]', 'null', '5', '"a"', '[null]', '[{}]', '[[]]', '[{"day":"rubbish"}]'],
];

it.each(Object.entries(examples))(
  '<%s> throws for no attribute that is not as it should be, and shows what is again',
  async (name, example) => {
    const page = await open(example);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const { thrown, tried, before, after } = await page.evaluate(
      async ([tag, values]) => {
        const element = document.querySelector<LitElement>(tag);
        if (!element) throw new Error(`There is no ${tag}.`);
        const told: string[] = [];
        let count = 0;
        const settled = async (what: string) => {
          count += 1;
          await element.updateComplete.catch((error: unknown) =>
            told.push(`${what}: ${String(error)}`),
          );
        };
        const text = () => element.shadowRoot?.textContent.replaceAll(/\s+/g, ' ') ?? '';
        await settled('at first');
        const shown = text();
        const { observedAttributes } = element.constructor as typeof LitElement;
        const written = new Map(
          observedAttributes.map((each) => [each, element.getAttribute(each)]),
        );
        for (const [attribute, good] of [...written, ['lang', null] as const]) {
          for (const value of values) {
            element.setAttribute(attribute, value);
            await settled(`${attribute}="${value}"`);
          }
          element.removeAttribute(attribute);
          await settled(`no ${attribute}`);
          if (good !== null) element.setAttribute(attribute, good);
          await settled(attribute);
        }
        return { thrown: told, tried: count, before: shown, after: text() };
      },
      [name, bad] as const,
    );
    expect(thrown).toEqual([]);
    expect(errors).toEqual([]);
    expect(tried).toBeGreaterThan(bad.length);
    expect(after).toBe(before);
  },
);

it.each(Object.keys(examples))(
  '<%s> throws for no property without a value, as React sets one that is left out',
  async (name) => {
    const page = await open(examples[name as keyof typeof examples]);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.evaluate(async (tag) => {
      const element = document.querySelector<LitElement>(tag);
      if (!element) throw new Error(`There is no ${tag}.`);
      const { elementProperties } = element.constructor as typeof LitElement;
      for (const property of elementProperties.keys()) {
        for (const value of [undefined, null]) {
          Object.assign(element, { [property]: value });
          await element.updateComplete;
        }
      }
    }, name);
    expect(errors).toEqual([]);
  },
);

it('says that it cannot be shown, and tells the page why', async () => {
  const page = await open('<streak-badges></streak-badges>');
  const told = await page.evaluate(async () => {
    const element = document.querySelector<LitElement>('streak-badges');
    const errors: unknown[] = [];
    document.addEventListener('streak-error', (event) => {
      errors.push(event instanceof CustomEvent && (event.detail as { error: unknown }).error);
    });
    element?.setAttribute('badges', '[{}, {}]');
    await element?.updateComplete;
    return errors.map((error) => error instanceof TypeError);
  });
  expect(told).toEqual([true]);
  await page.getByText('This cannot be shown.').waitFor();
});

it('times in a zone that is not known are told in UTC, and as such', async () => {
  const page = await open('<streak-log></streak-log>');
  const text = await page.evaluate(async () => {
    const element = document.querySelector<LitElement>('streak-log');
    const at = Date.parse('2026-11-24T12:00:00Z');
    Object.assign(element ?? {}, {
      timeZone: 'Nowhere/Else',
      logged: [{ activityId: 'a', type: 'quiz', quantity: 1, at }],
    });
    await element?.updateComplete;
    return element?.shadowRoot?.querySelector('.note')?.textContent;
  });
  expect(text).toBe('Tue, 12:00 UTC');
});
