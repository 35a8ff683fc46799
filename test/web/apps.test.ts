import type { LitElement } from 'lit';
import type { Browser } from 'playwright-core';
import { builtElements } from '../elements/builtElements';
import { closeContexts, launch, openPage } from './browser';
import { examples } from './elements/examples';
import { type ElementsSite, elementsSite } from './elementsSite';

let browser: Browser;
let site: ElementsSite;

interface Globals {
  defineElements: () => void;
  renderInReact: (tag: string, props: object) => void;
}

beforeAll(async () => {
  [browser, site] = await Promise.all([launch(), elementsSite('apps')]);
});

afterEach(() => closeContexts(browser));

afterAll(async () => {
  await browser.close();
  site.remove();
});

const textOf = (element: Element) => element.shadowRoot?.textContent.replaceAll(/\s+/g, ' ') ?? '';

it('a page shows what a server has rendered at once, and keeps it when its elements come to life', async () => {
  const server = await builtElements();
  const markup = Object.fromEntries(
    Object.entries(examples).map(([name, text]) => [
      name,
      text.replace(/^<[\w-]+/, '$& lang="en-GB"'),
    ]),
  );
  const served = Object.values(await server.rendered(markup)).join('');
  server.remove();
  const { page, errors } = await openPage(browser, { timezoneId: 'Asia/Kathmandu' });
  await site.openServed(page, `<main>${served}</main>`);
  const before = await page.locator('streak-badges').evaluate(textOf);
  expect(before).toContain('1 November 2026');
  await page.locator('streak-badges h2').evaluate((heading) => {
    heading.id = 'still-there';
  });
  const names = Object.keys(examples);
  await page.evaluate(async (tags) => {
    (globalThis as unknown as Globals).defineElements();
    for (const tag of tags) await document.querySelector<LitElement>(tag)?.updateComplete;
  }, names);
  expect(errors).toEqual([]);
  expect(await page.locator('streak-badges').evaluate(textOf)).toBe(before);
  await page.locator('streak-badges #still-there').waitFor();
  await page.locator('streak-counter').evaluate((element) => {
    element.setAttribute('current', '13');
  });
  await page.locator('streak-counter .count', { hasText: '13' }).waitFor();
  await page.keyboard.press('Escape'); // the celebration
  const asked = page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('streak-why', ({ type }) => {
          resolve(type);
        });
      }),
  );
  await page.locator('streak-counter').getByRole('button', { name: 'Why?' }).click();
  expect(await asked).toBe('streak-why');
});

it('React sets the properties of an element, changes them, and hears its events', async () => {
  const { page, errors } = await openPage(browser, {});
  await site.open(page);
  const heard: unknown[] = [];
  await page.exposeFunction('hear', (detail: unknown) => heard.push(detail));
  await page.evaluate(() => {
    const { defineElements, renderInReact, hear } = globalThis as unknown as Globals & {
      hear: (detail: unknown) => void;
    };
    defineElements();
    const onMonth = ({ detail }: CustomEvent<unknown>) => {
      hear(detail);
    };
    const show = (day: string, activities: number) => {
      renderInReact('streak-calendar', {
        ...{ month: '2026-11', today: day, days: [{ day, verdict: 'active', activities }] },
        'onstreak-month': onMonth,
      });
    };
    Object.assign(globalThis, { show });
    show('2026-11-24', 2);
  });
  await page.getByRole('button', { name: 'Tue 24 Nov: Active, 2 activities' }).waitFor();
  await page.evaluate(() => {
    (globalThis as unknown as { show: (day: string, activities: number) => void }).show(
      '2026-11-25',
      3,
    );
  });
  await page.getByRole('button', { name: 'Wed 25 Nov: Active, 3 activities' }).waitFor();
  await page.getByRole('button', { name: 'Previous month' }).click();
  expect(heard).toEqual([{ month: '2026-10' }]);
  expect(errors).toEqual([]);
});

it('elements are defined once, however often a page asks for it', async () => {
  const { page, errors } = await openPage(browser, {});
  await site.open(page);
  await page.evaluate(() => {
    const { defineElements } = globalThis as unknown as Globals;
    customElements.define('streak-level', class extends HTMLElement {}); // of the page's own
    defineElements();
    defineElements();
  });
  expect(await page.evaluate(() => customElements.get('streak-counter') !== undefined)).toBe(true);
  expect(errors).toEqual([]);
});
