import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { chromiumPath } from '../support/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** What takes longer never comes. A slow machine is no fault. */
const DEFAULT_TIMEOUT_MS = 180_000;

/** A browser of the tests. */
export function launch(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('There is no Chromium on this machine.');
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A page in a profile of its own, and what went wrong on it. */
export interface TestPage {
  readonly page: Page;
  /** Errors that scripts threw or the console was told, such as refusals of the content policy. */
  readonly errors: string[];
}

/** Opens a page whose errors are kept. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<TestPage> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  context.setDefaultTimeout(DEFAULT_TIMEOUT_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { page, errors };
}

/** Closes every page that was opened. */
export async function closeContexts(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

/** Goes to a part of the dashboard. */
export async function goTo(page: Page, part: 'Today' | 'Calendar' | 'Together' | 'Me') {
  await page.getByRole('navigation').getByRole('link', { name: part }).click();
}
