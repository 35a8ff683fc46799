import type { Browser, Page } from 'playwright-core';
import { closeContexts, launch, openPage } from './browser';
import { type BuiltSite, builtSite } from './builtSite';

let browser: Browser;
let site: BuiltSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([launch(), builtSite()]);
});

afterEach(() => closeContexts(browser));

afterAll(async () => {
  await browser.close();
  await site.close();
});

/** How often it is asked what is kept, every 50 ms. */
const MOST_TRIES = 2400;

const controlled = () => navigator.serviceWorker.controller !== null;

it.each([
  ['en-GB', 'Who would you like to be?'],
  ['de-DE', 'Wer möchtest du sein?'],
])(
  'opens without a network once it was open, in the language of a device in %s',
  async (locale, words) => {
    const { page, errors } = await openPage(browser, { locale });
    await page.goto(site.url);
    await page.getByRole('heading', { name: words }).waitFor();
    await page.waitForFunction(controlled);
    await untilKept(page);
    expect(errors).toEqual([]);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: words }).waitFor();
  },
);

it('opens without a network too when something it needs arrives only after the worker has taken over', async () => {
  const { page, errors } = await openPage(browser, { locale: 'de-DE' });
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/assets/de-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(site.url);
  await page.waitForFunction(controlled);
  await untilKept(page);
  letGo();
  await page.getByRole('heading', { name: 'Wer möchtest du sein?' }).waitFor();
  await untilKept(page);
  expect(errors).toEqual([]);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('heading', { name: 'Wer möchtest du sein?' }).waitFor();
});

it('can be installed: its manifest has a name, icons that exist and the page to begin with', async () => {
  const { page } = await openPage(browser, {});
  await page.goto(site.url);
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    return (await (await fetch(link?.href ?? '')).json()) as {
      name: string;
      display: string;
      start_url: string;
      icons: { src: string; sizes: string }[];
    };
  });
  expect(manifest).toMatchObject({ name: 'Firestreak', display: 'standalone', start_url: '/' });
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(['any', '192x192', '512x512']);
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    if (sizes !== 'any') expect(size).toBe(sizes);
  }
});

/** Waits until the worker keeps all that the page has loaded; says what it does not keep, if that never comes. */
async function untilKept(page: Page): Promise<void> {
  const missing = () =>
    page.evaluate(async () => {
      const kept = await (await caches.open('firestreak-page')).keys();
      const paths = new Set(kept.map(({ url }) => new URL(url).pathname));
      return performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => path.startsWith('/assets/') && !paths.has(path));
    });
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if ((await missing()).length === 0) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`What was loaded is not kept: ${(await missing()).join(', ')}`);
}
