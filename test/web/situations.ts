import type { Page } from 'playwright-core';
import type { Situation } from './elements/situation';

interface Globals {
  openDashboard: (situation: Situation) => void;
  situation: Situation;
}

/** How a backend behaves, before anything was asked of it. */
export type Given = Omit<Situation, 'requests'>;

/** Somebody who is there, with their streak. */
export const signedIn = { user: 'somebody', streak: 'there' } as const;

/** Puts a new dashboard on a page, on a backend in such a situation. */
export async function show(page: Page, situation: Given): Promise<void> {
  await page.evaluate((given) => {
    const { openDashboard } = globalThis as unknown as Globals;
    const shared = { ...given, requests: [] };
    Object.assign(globalThis, { situation: shared });
    openDashboard(shared);
  }, situation);
}

/** Changes the situation of the backend behind a page. */
export function change(page: Page, to: Partial<Given>): Promise<void> {
  return page.evaluate((changes) => {
    Object.assign((globalThis as unknown as Globals).situation, changes);
  }, to);
}

/** What the backend behind a page was asked, in order. */
export function requests(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as Globals).situation.requests);
}

/** Waits until the backend behind a page was asked enough. */
export async function untilAsked(
  page: Page,
  isEnough: (made: readonly string[]) => boolean,
): Promise<void> {
  while (!isEnough(await requests(page))) await page.waitForTimeout(20);
}
