import type { BrowserContextOptions, Page } from 'playwright-core';
import { change, type Given, show, signedIn, untilAsked } from './situations';
import { siteInBrowser } from './siteInBrowser';
import { violations } from './violations';

const site = siteInBrowser();

const ready = { ...signedIn, isDemo: true, logging: 'recorded', shownAs: 'Ada' } as const;

const milestone = { current: 14, nextMilestone: 30, level: 12 } as const;

async function open(situation: Partial<Given>, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await site.open(undefined, { timezoneId: 'Asia/Kathmandu', ...options });
  await show(page, { ...ready, ...situation });
  await page.locator('streak-counter section').waitFor();
  await page.waitForFunction(() => localStorage.getItem('firestreak.celebrated.ada') !== null);
  return page;
}

const log = (page: Page) => page.getByRole('button', { name: /^Quiz hard passed \+/ }).click();

const moment = (page: Page) => page.locator('streak-celebration').getByRole('dialog');

/** Looks again, and waits until that is done. */
async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await untilAsked(page, (made) => made.filter((name) => name === 'getStreak').length > 1);
  await page.waitForTimeout(200);
}

it('celebrates the first activity, once, also after the page was left', async () => {
  const after = { activities: 1, current: 1, longest: 1, level: 1, badges: [] };
  const page = await open({ isNew: true, after });
  await log(page);
  await moment(page).getByRole('heading', { name: 'The flame is lit' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await moment(page).waitFor({ state: 'detached' });
  await show(page, { ...ready, isNew: true, after, logged: ['a'] });
  await page.getByText('Today counts').waitFor();
  await lookAgain(page);
  expect(await moment(page).count()).toBe(0);
});

it('celebrates all that an activity has brought in one moment, the greatest first', async () => {
  const badges = [{ id: 'warming_up', name: 'Warming Up', earnedOn: '2026-11-24' }];
  const week = { monday: '2026-11-23', activeDays: 7 };
  const after = { ...milestone, badges, week: { ...week, ...rest } };
  const page = await open({ after });
  await log(page);
  await moment(page).getByRole('heading', { name: '14 days' }).waitFor();
  for (const text of ['A perfect week', 'Level 12', 'Warming Up']) {
    await moment(page).getByText(text).waitFor();
  }
  expect(await moment(page).getByText('The flame is lit').count()).toBe(0);
});

const rest = { categories: [], missing: [], boosted: false, bonusWeeks: 0 };

it('celebrates in one tab and not in the others', async () => {
  const page = await open({ after: milestone });
  const other = await site.openBeside(page);
  await show(other, { ...ready, after: milestone });
  await other.locator('streak-counter .unit').waitFor();
  await log(page);
  await moment(page).getByRole('heading', { name: '14 days' }).waitFor();
  // A browser takes a moment to bring what one tab has stored to another.
  await other.waitForFunction(() =>
    Object.entries<string>(localStorage).some(
      ([key, kept]) => key.startsWith('firestreak.celebrated.') && kept.includes('milestone-14'),
    ),
  );
  await change(other, { logged: ['a'] });
  await lookAgain(other);
  await other.getByText('Today counts').waitFor();
  expect(await moment(other).count()).toBe(0);
});

it('celebrates what an app has logged elsewhere when the page learns of it', async () => {
  const page = await open({ after: milestone });
  await change(page, { logged: ['a'] });
  await lookAgain(page);
  await moment(page).getByRole('heading', { name: '14 days' }).waitFor();
});

it('does not celebrate on the first visit what was there before', async () => {
  const page = await open({ after: milestone, logged: ['a'] });
  await page.getByText('Today counts').waitFor();
  await lookAgain(page);
  expect(await moment(page).count()).toBe(0);
});

it('shares from the moment', async () => {
  const page = await open({ after: milestone });
  await log(page);
  await moment(page).getByRole('button', { name: 'Share it' }).click();
  const dialog = page.locator('streak-share').getByRole('dialog');
  await dialog.getByRole('button', { name: 'Share it' }).click();
  await dialog.getByRole('heading', { name: 'Your card', exact: true }).waitFor();
});

it('is still where motion is not wanted, and fits a phone with text of twice the size', async () => {
  const options = { reducedMotion: 'reduce', viewport: { width: 375, height: 720 } } as const;
  const page = await open({ after: milestone }, options);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  await log(page);
  await moment(page).getByRole('heading', { name: '14 days' }).waitFor();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  const overhang = await moment(page).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
  expect(overhang).toBe(0);
});
