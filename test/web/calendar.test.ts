import type { Locator, Page } from 'playwright-core';
import { goTo } from './browser';
import { change, type Given, requests, show, signedIn } from './situations';
import { siteInBrowser } from './siteInBrowser';
import { violations } from './violations';

const site = siteInBrowser();

async function open(situation: Partial<Given> = {}, width = 1280, lang = 'en-GB'): Promise<Page> {
  const viewport = { width, height: 800 };
  const page = await site.open(undefined, { timezoneId: 'Asia/Kathmandu', viewport });
  await page.evaluate((language) => {
    document.documentElement.lang = language;
  }, lang);
  await show(page, { ...signedIn, ...situation });
  await goTo(page, 'Calendar');
  await page.locator('streak-calendar .today').waitFor();
  return page;
}

const day = (page: Page, name: RegExp): Locator =>
  page.locator('streak-calendar').getByRole('button', { name });

it('says of any day why it was judged so, with its activities, bounds and zone', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Previous month' }).click();
  await page.getByRole('heading', { name: 'October 2026' }).waitFor();
  await day(page, /Sat 3 Oct: Freeze used/).click();
  const chosen = page.getByRole('region', { name: 'Sat 3 Oct · Freeze used' });
  await chosen.getByText('No activity. A freeze was used.').waitFor();
  for (const text of ['24 Nov, 4:00', '25 Nov, 4:00', 'Asia/Kathmandu', '2 held after it']) {
    await chosen.getByText(text).waitFor();
  }
  expect(await requests(page)).toContain('explainStreak 2026-10-03');
  expect(await violations(page)).toEqual([]);
});

it('says at once of the last days what is known already', async () => {
  const page = await open();
  const before = await requests(page);
  await day(page, /Sun 22 Nov/).click();
  await page
    .getByRole('region', { name: /^Sun 22 Nov/ })
    .getByText('A flight east.')
    .waitFor();
  expect(await requests(page)).toEqual(before);
});

it('says so where a day cannot be explained', async () => {
  const page = await open();
  await change(page, { failing: ['explainStreak'] });
  await day(page, /Tue 3 Nov/).click();
  await page.getByRole('region').getByRole('alert').getByText('cannot be reached').waitFor();
});

it.each([
  ['en-GB', 'Monday', 'Sunday'],
  ['en-US', 'Sunday', 'Saturday'],
])('in %s, a week is from %s to %s', async (lang, first, last) => {
  const page = await open({}, 1280, lang);
  const heads = page.locator('streak-calendar').getByRole('columnheader');
  expect(await heads.first().getAttribute('abbr')).toBe(first);
  expect(await heads.last().getAttribute('abbr')).toBe(last);
  const row = page.locator('streak-calendar tbody tr').first();
  const column = lang === 'en-US' ? 0 : 6; // the first of November 2026 is a Sunday
  expect(await row.locator('td').nth(column).innerText()).toMatch(/^1\b/);
});

it('can be gone through with the keys, from month to month', async () => {
  const page = await open();
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.getAttribute('data-day');
    });
  await day(page, /Tue 24 Nov/).focus();
  for (const [key, expected] of [
    ['ArrowLeft', '2026-11-23'],
    ['ArrowUp', '2026-11-16'],
    ['End', '2026-11-22'],
    ['Home', '2026-11-16'],
    ['ArrowDown', '2026-11-23'],
    ['ArrowRight', '2026-11-24'],
  ] as const) {
    await page.keyboard.press(key);
    expect(await focused()).toBe(expected);
  }
  await page.keyboard.press('PageUp');
  await page.getByRole('heading', { name: 'October 2026' }).waitFor();
  await day(page, /Thu 1 Oct/).waitFor();
  expect(await focused()).toBe('2026-10-01');
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('heading', { name: 'September 2026' }).waitFor();
  await day(page, /Wed 30 Sept/).waitFor();
  expect(await focused()).toBe('2026-09-30');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: /^Wed 30 Sept/ }).waitFor();
});

it('plans a pause and a day of rest where the day is, and says there what is not taken', async () => {
  const page = await open({ failing: ['setPause'] });
  await day(page, /Sat 28 Nov/).click();
  const chosen = page.getByRole('region', { name: /^Sat 28 Nov/ });
  await chosen.getByRole('button', { name: 'Pause this day' }).click();
  await chosen.getByRole('alert').getByText('This was not saved.').waitFor();
  expect(await page.locator('streak-plan [role=alert]').innerText()).toBe('');
  await change(page, { failing: [] });
  await chosen.getByRole('button', { name: 'Pause this day' }).click();
  await chosen.getByRole('button', { name: 'Do not pause this day' }).waitFor();
  await chosen.getByRole('button', { name: 'Rest on each Saturday' }).click();
  await chosen.getByRole('button', { name: 'No more rest on each Saturday' }).waitFor();
  expect(await requests(page)).toEqual(
    expect.arrayContaining(['setPause 2026-11-28 2026-11-28', 'setRestDays 6,7']),
  );
  expect(await violations(page)).toEqual([]);
});

it('offers nothing to plan for days that are over, or where there are no plans', async () => {
  const page = await open();
  await day(page, /Sun 22 Nov/).click();
  await page.getByRole('region', { name: /^Sun 22 Nov/ }).waitFor();
  expect(await day(page, /^(Pause|Rest)/).count()).toBe(0);
  const other = await open({ features: ['streaks', 'calendar'] });
  await day(other, /Sat 28 Nov/).click();
  await other.getByRole('region', { name: /^Sat 28 Nov/ }).waitFor();
  expect(await day(other, /^(Pause|Rest)/).count()).toBe(0);
});

it('has days that a finger can hit on a phone', async () => {
  const page = await open({}, 375);
  const box = await day(page, /Tue 24 Nov/).boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  expect(box?.width).toBeGreaterThanOrEqual(36);
});

it('a day of the year tells what was done when it is tapped, and leads to that day in the calendar', async () => {
  const page = await open({}, 375);
  await goTo(page, 'Calendar');
  const year = page.locator('streak-year');
  await year.locator('[data-day="2026-11-03"]').click();
  await year
    .getByRole('status')
    .getByText(/Tue 3 Nov: /)
    .waitFor();
  await year.getByRole('button', { name: 'See this day' }).click();
  await page
    .locator('streak-calendar .chosen')
    .getByText(/Tue 3 Nov · /)
    .waitFor();
});
