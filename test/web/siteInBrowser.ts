import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { closeContexts, launch, openPage } from './browser';
import { type ElementsSite, elementsSite } from './elementsSite';
import { watchLayout } from './layoutShift';

/** The site of the elements in a browser, for all tests of the file that calls this. */
export function siteInBrowser(): {
  /** A page of the site in a profile of its own, with these elements on it if any. */
  readonly open: (elements?: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Another tab of the same profile. */
  readonly openBeside: (page: Page) => Promise<Page>;
} {
  let browser: Browser;
  let site: ElementsSite;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(), elementsSite()]);
  });

  afterEach(() => closeContexts(browser));

  afterAll(async () => {
    await browser.close();
    site.remove();
  });

  return {
    open: async (elements, options = {}) => {
      const { page } = await openPage(browser, options);
      await watchLayout(page);
      await site.open(page, elements);
      return page;
    },
    openBeside: async (page) => {
      const other = await page.context().newPage();
      await site.open(other);
      return other;
    },
  };
}
