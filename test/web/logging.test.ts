import type { Page } from 'playwright-core';
import { change, type Given, requests, show, signedIn, untilAsked } from './situations';
import { goTo } from './browser';
import { siteInBrowser } from './siteInBrowser';
import { violations } from './violations';

const site = siteInBrowser();

/** Noon of the day that is today in the backend's answers, in Kathmandu. */
const NOON = Date.parse('2026-11-24T06:15:00Z');

async function open(situation: Partial<Given> = {}): Promise<Page> {
  const page = await site.open(undefined, { timezoneId: 'Asia/Kathmandu' });
  await page.clock.setFixedTime(NOON);
  await show(page, { ...signedIn, isDemo: true, ...situation });
  await page.locator('streak-counter .unit').waitFor();
  return page;
}

const log = (page: Page) => page.getByRole('button', { name: /^Quiz hard passed \+/ }).click();

const undo = (page: Page) => page.getByRole('button', { name: /^Undo: Quiz hard passed/ });

const count = (page: Page) => page.locator('streak-counter .count').innerText();

it('lights the day before anything is answered, and says that it is being sent', async () => {
  const page = await open();
  await log(page);
  await page.locator('streak-counter').getByText('Being sent …').waitFor();
  expect(await count(page)).toBe('13');
  await page.locator('streak-week .mark.active.pending').waitFor();
  await page.locator('streak-log').getByText('Being sent …').waitFor();
  expect(await violations(page)).toEqual([]);
});

it('needs two calls for an activity: to log it, and for the reasons of the days', async () => {
  const page = await open({ logging: 'recorded' });
  await untilAsked(page, (made) => made.includes('explainStreak'));
  const before = (await requests(page)).length;
  await log(page);
  await page.getByText('Today counts').waitFor();
  await page.getByRole('status').getByText('+25 XP. Day 13 of your streak.').waitFor();
  const made = () => requests(page).then((all) => all.slice(before));
  await untilAsked(page, (all) => all.length >= before + 2);
  expect(await made()).toEqual(['log 1 quiz_hard_passed', 'explainStreak']);
});

it('asks for the reasons of the days at most twice, however much was logged at once', async () => {
  const page = await open({ logging: 'recorded' });
  const before = (await requests(page)).length;
  await change(page, { held: ['explainStreak'] });
  for (let times = 1; times <= 4; times += 1) await log(page);
  await page.getByText('Today counts').waitFor();
  await change(page, { held: [] });
  await page.waitForTimeout(200);
  const made = (await requests(page)).slice(before);
  expect(made.filter((name) => name === 'explainStreak')).toHaveLength(2);
});

it('shows what else has changed when the user goes there', async () => {
  const page = await open({ logging: 'recorded' });
  await goTo(page, 'Together');
  await page.locator('streak-leaderboard').getByText('Person 1', { exact: true }).waitFor();
  await goTo(page, 'Today');
  await log(page);
  await page.getByText('Today counts').waitFor();
  const asked = async () =>
    (await requests(page)).filter((name) => name.startsWith('getLeaderboard')).length;
  expect(await asked()).toBe(1);
  await goTo(page, 'Together');
  await untilAsked(
    page,
    (made) => made.filter((name) => name.startsWith('getLeaderboard')).length === 2,
  );
});

it('goes back with the reason when an activity is refused', async () => {
  const page = await open({ logging: 'refused' });
  await log(page);
  await page.getByRole('status').getByText('no longer counted').waitFor();
  await page.getByText('Today is open until').waitFor();
  expect(await count(page)).toBe('12');
  expect(await undo(page).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
});

it('shows what could not be sent as waiting', async () => {
  const page = await open({ logging: 'waiting' });
  await log(page);
  await page.getByText('Today counts once this device can send it').waitFor();
  await page.locator('streak-log').getByText('Kept here until it can be sent').waitFor();
  await page.getByRole('status').getByText('Kept on this device until').waitFor();
});

it('takes back from the message what was just logged', async () => {
  const page = await open({ logging: 'recorded' });
  await log(page);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('status').getByText('Taken back.').waitFor();
  await page.getByText('Today is open until').waitFor();
  expect(await count(page)).toBe('12');
  expect(await undo(page).count()).toBe(0);
});

it('takes back from the list of the day, also after the page was left', async () => {
  const page = await open({ logging: 'recorded' });
  await log(page);
  await page.getByText('Today counts').waitFor();
  const logged = await page.evaluate(() => Object.values(localStorage).join());
  const [, id = ''] = /"activityId":"([^"]+)"/.exec(logged) ?? [];
  await show(page, { ...signedIn, isDemo: true, logged: [id] });
  await undo(page).click();
  await page.getByText('Today is open until').waitFor();
  expect(await requests(page)).toContain('undo');
  expect(await undo(page).count()).toBe(0);
});

it('does not let an older answer overtake what was taken back', async () => {
  const page = await open({ logging: 'recorded' });
  await log(page);
  await page.getByText('Today counts').waitFor();
  await change(page, { held: ['getStreak'] });
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await untilAsked(page, (made) => made.filter((name) => name === 'getStreak').length === 2);
  await undo(page).click();
  await page.getByText('Today is open until').waitFor();
  await change(page, { held: [] });
  await page.waitForTimeout(200);
  expect(await count(page)).toBe('12');
});

it('asks for nothing when somebody comes back to a page that is not old, and once when it is', async () => {
  const page = await open();
  const look = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.waitForTimeout(100);
  const before = await requests(page);
  await look();
  await page.waitForTimeout(100);
  expect(await requests(page)).toEqual(before);
  await page.clock.setFixedTime(NOON + 61_000);
  await look();
  await untilAsked(page, (made) => made.length > before.length);
  const made = (await requests(page)).slice(before.length);
  expect(made).toEqual(['getStreak', 'explainStreak']);
});

it('learns what another tab has logged', async () => {
  const page = await open();
  const before = await requests(page);
  await page.evaluate(() => {
    dispatchEvent(new StorageEvent('storage', { key: 'firestreak.logged.ada' }));
  });
  await untilAsked(page, (made) => made.length > before.length);
});

it('says once that somebody is offline, whatever is looked at then', async () => {
  const page = await open();
  await page.context().setOffline(true);
  await change(page, { failing: ['getStreak', 'explainStreak'] });
  await page.evaluate(() => {
    dispatchEvent(new StorageEvent('storage', { key: 'firestreak.logged.ada' }));
  });
  await page.waitForTimeout(200);
  await page.getByText('You are offline').waitFor();
});

it('has no buttons to log with where the server takes nothing from clients', async () => {
  const page = await open();
  expect(await page.locator('streak-log').count()).toBe(1);
  await show(page, { ...signedIn, isDemo: true, clientLogging: false });
  await page.locator('streak-counter .unit').waitFor();
  expect(await page.locator('streak-log').count()).toBe(0);
});
