import type { Browser } from 'playwright-core';
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
    const files = () =>
      page.evaluate(async () => {
        const kept = await (await caches.open('firestreak-page')).keys();
        return kept.map(({ url }) => new URL(url).pathname);
      });
    const loaded = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => path.startsWith('/assets/')),
    );
    await untilKept(files, loaded);
    expect(errors).toEqual([]);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: words }).waitFor();
  },
);

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

async function untilKept(
  kept: () => Promise<readonly string[]>,
  wanted: readonly string[],
): Promise<void> {
  for (;;) {
    const files = await kept();
    if (wanted.every((path) => files.includes(path))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
