import type { Page } from 'playwright-core';
import { someShare } from './elements/someShare';
import { goTo } from './browser';
import { siteInBrowser } from './siteInBrowser';
import { change, type Given, requests, show, signedIn, untilAsked } from './situations';
import { violations } from './violations';

const site = siteInBrowser();

async function open(situation: Partial<Given>): Promise<Page> {
  const page = await site.open(undefined, { timezoneId: 'Asia/Kathmandu' });
  await show(page, { ...signedIn, ...situation });
  return page;
}

it.each([
  ['getCalendar', 'Calendar', 'streak-calendar', /[1-9] active days/],
  ['getLeaderboard', 'Together', 'streak-leaderboard', 'Person 1'],
  ['listShares', 'Together', 'streak-share', 'A card of your streak is shared.'],
  ['listChallenges', 'Together', 'streak-challenges', '7-day study sprint'],
  ['getInsights', 'Calendar', 'streak-insights', '78'],
  ['getPreferences', 'Me', 'streak-notifications', 'Quiet hours'],
] as const)(
  'where %s fails, the part %s says so in %s and not that somebody is offline, until trying again succeeds',
  async (name, part, panel, text) => {
    const page = await open({ failing: [name], shares: [someShare] });
    await goTo(page, part);
    const failed = page.locator(`${panel} .failed[role=alert]`);
    await failed.getByText('cannot be reached right now').waitFor();
    expect(await page.getByText(/offline/i).count()).toBe(0);
    expect(
      await page
        .locator(panel)
        .getByText(/^0|Share a card|not on the/)
        .count(),
    ).toBe(0);
    expect(await violations(page)).toEqual([]);
    await change(page, { failing: [] });
    await failed.getByRole('button', { name: 'Try again' }).click();
    await page.locator(panel).getByText(text).first().waitFor();
    expect(await failed.count()).toBe(0);
  },
);

it('says that somebody is offline where they are, and loads what is missing once they are back', async () => {
  const page = await site.open(undefined, { timezoneId: 'Asia/Kathmandu' });
  await page.context().setOffline(true);
  await show(page, { ...signedIn, failing: ['getCalendar', 'getLeaderboard'] });
  await goTo(page, 'Together');
  await page.locator('streak-leaderboard').getByText('You are offline.').waitFor();
  await goTo(page, 'Calendar');
  await page.locator('streak-calendar').getByText('You are offline.').waitFor();
  await change(page, { failing: [] });
  await page.context().setOffline(false);
  await page
    .locator('streak-calendar')
    .getByText(/[1-9] active days/)
    .waitFor();
  await goTo(page, 'Together');
  await page.locator('streak-leaderboard').getByText('Person 1', { exact: true }).waitFor();
});

it('shows a month that fails as failed, not as the month before', async () => {
  const page = await open({});
  await goTo(page, 'Calendar');
  const calendar = page.locator('streak-calendar');
  await calendar.getByText(/[1-9] active days/).waitFor();
  await change(page, { failing: ['getCalendar'] });
  await calendar.getByRole('button', { name: 'Previous month' }).click();
  await calendar.getByRole('heading', { name: 'October 2026' }).waitFor();
  await calendar.getByRole('alert').getByText('cannot be reached').waitFor();
  expect(await calendar.getByText('active days').count()).toBe(0);
});

it('takes a preference back that was not saved, and says so, also the second time', async () => {
  const page = await open({});
  await goTo(page, 'Me');
  const settings = page.locator('streak-notifications');
  await settings.getByLabel('A freeze was used: E-mail').waitFor();
  await change(page, { failing: ['updatePreferences', 'getPreferences'] });
  for (const times of [1, 2]) {
    await settings.getByLabel('A freeze was used: E-mail').click();
    await settings.getByLabel('Language').selectOption('Deutsch');
    await untilAsked(
      page,
      (made) => made.filter((name) => name.startsWith('updatePreferences')).length === 2 * times,
    );
    await settings.getByRole('alert').getByText('This was not saved.').waitFor();
    expect(await settings.getByLabel('A freeze was used: E-mail').isChecked()).toBe(false);
    expect(await settings.getByLabel('Language').inputValue()).toBe('en');
  }
});

it('keeps preferences that are being saved as they were chosen', async () => {
  const page = await open({});
  await goTo(page, 'Me');
  const settings = page.locator('streak-notifications');
  await settings.getByLabel('A freeze was used: E-mail').waitFor();
  await change(page, { silent: ['updatePreferences'] });
  await settings.getByLabel('A freeze was used: E-mail').check();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await untilAsked(page, (made) => made.filter((name) => name === 'getStreak').length === 2);
  expect(await settings.getByLabel('A freeze was used: E-mail').isChecked()).toBe(true);
});

it('keeps a pause that was typed until the server has it, and says why it does not', async () => {
  const page = await open({ failing: ['setPause'] });
  await goTo(page, 'Calendar');
  const plan = page.locator('streak-plan');
  await plan.getByLabel('From').fill('2026-12-24');
  await plan.getByLabel('To', { exact: true }).fill('2026-12-27');
  await plan.getByRole('button', { name: 'Pause these days' }).click();
  await plan.getByRole('alert').getByText('This was not saved.').waitFor();
  expect(await plan.getByLabel('From').inputValue()).toBe('2026-12-24');
  expect(await plan.getByLabel('To', { exact: true }).inputValue()).toBe('2026-12-27');
  await change(page, { failing: [] });
  await plan.getByRole('button', { name: 'Pause these days' }).click();
  await plan.getByText('Thu 24 Dec – Sun 27 Dec').waitFor();
  await plan.getByRole('alert').getByText('not saved').waitFor({ state: 'detached' });
  expect(await plan.getByLabel('To', { exact: true }).inputValue()).toBe('');
});

it.each([
  ['setTimeZone', 'Me', 'streak-time-zone', 'Change'],
  ['startRecovery', 'Today', 'streak-recovery', 'Start now'],
] as const)('where %s fails, the part %s says so in %s', async (name, part, panel, button) => {
  const page = await open({ failing: [name], recovery: 'offered' });
  await goTo(page, part);
  await page.locator(panel).getByRole('button', { name: button, exact: true }).click();
  await page.locator(panel).getByRole('alert').getByText('This was not saved.').waitFor();
  expect((await requests(page)).some((made) => made.startsWith(name))).toBe(true);
});

describe('what was shown last on a device', () => {
  it('is there when the server cannot be reached, and what is new once it can', async () => {
    const page = await open({});
    await page.locator('streak-counter').getByText('days in a row').waitFor();
    await show(page, { ...signedIn, streak: 'unreachable' });
    await page.locator('streak-counter').getByText('days in a row').waitFor();
    await page.getByText('cannot be reached right now').first().waitFor();
    expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(1);
  });

  it('is gone for whoever signs in after somebody has signed out', async () => {
    const page = await open({});
    await page.locator('streak-counter').getByText('days in a row').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await show(page, { ...signedIn, streak: 'unreachable' });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await page.locator('streak-counter').count()).toBe(0);
  });
});
