import type { Browser, Page } from 'playwright-core';
import { openPage } from '../../test/web/browser';

/** A picture of a state of the dashboard. */
export interface Picture {
  /** Of its file, without the ending. */
  readonly name: string;
  /** The demo user who is signed in. */
  readonly user: string;
  readonly timeZone: string;
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  /** How far the device's clock is ahead, in days, as the local time is. */
  readonly daysAhead?: number;
  /** What is done before. */
  readonly act?: (page: Page) => Promise<void>;
  /** The part that is taken; all that the window shows, if left out. */
  readonly part?: string;
}

const DAY_MS = 86_400_000;

/** Text has been drawn and what was asked for has come, in milliseconds. */
const SETTLE_MS = 1500;

/** Signs in on the page and takes a picture. */
export async function takePicture(
  browser: Browser,
  url: string,
  picture: Picture,
  path: string,
): Promise<void> {
  const { user, timeZone, colorScheme, width, height, daysAhead = 0, act, part } = picture;
  const { page } = await openPage(browser, {
    ...{ timezoneId: timeZone, colorScheme, viewport: { width, height }, reducedMotion: 'reduce' },
  });
  if (daysAhead > 0) await page.clock.install({ time: Date.now() + daysAhead * DAY_MS });
  await page.goto(url);
  await page.getByRole('button', { name: new RegExp(`^${user} `) }).click();
  await page.locator('streak-counter .unit').waitFor();
  await act?.(page);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  if (part === undefined) await page.screenshot({ path });
  else await page.locator(part).screenshot({ path });
}
