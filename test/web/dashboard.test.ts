import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildProduct } from '../e2e/buildProduct';
import { type Client, newClient } from '../e2e/client';
import {
  type SuiteProcess,
  forget,
  newProject,
  startSuiteProcess,
  tickProcess,
} from '../e2e/suiteProcess';
import { type TestPage, closeContexts, goTo, launch, openPage } from './browser';
import { layoutShift, watchLayout } from './layoutShift';
import { violations } from './violations';

const projectId = newProject();
let running: SuiteProcess;
let browser: Browser;
let opened: TestPage[] = [];

beforeAll(async () => {
  await buildProduct();
  // All functions in one process, which takes a third of the time that one for each does.
  const suite = startSuiteProcess(projectId, '--inspect-functions');
  [running, browser] = await Promise.all([suite, launch()]);
});

afterEach(async () => {
  await closeContexts(browser);
  opened = [];
});

afterAll(async () => {
  await browser.close();
  await running.end('SIGINT');
  forget(projectId);
});

const url = () => `http://127.0.0.1:${running.suite.ports.hosting}/`;

const DAY_MS = 86_400_000;

/** A streak day in India starts at this time of the day by UTC. */
const INDIAN_START_MS = 22.5 * 3_600_000;

/** Noon by UTC after tomorrow has ended in India: what has been lost by it can be won back for hours. */
function noonAfterTomorrow(now: number): number {
  const today = Math.floor((now - INDIAN_START_MS) / DAY_MS);
  return (today + 3.5) * DAY_MS;
}

/** The dashboard as a demo user sees it, on a device in a zone, whose clock may be another. */
async function openAs(
  name: string,
  timezoneId = 'Asia/Kathmandu',
  width = 1280,
  time?: number,
): Promise<Page> {
  const viewport = { width, height: 800 };
  const opening = await openPage(browser, { timezoneId, viewport });
  opened.push(opening);
  const { page } = opening;
  await watchLayout(page);
  // A moment to celebrate is in the way of whatever comes next, as it is for users.
  const goOn = page.getByRole('button', { name: 'Go on' });
  await page.addLocatorHandler(goOn, () => goOn.click());
  if (time !== undefined) await page.clock.install({ time });
  await page.goto(url());
  await page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
  await page.locator('streak-counter .unit').waitFor();
  return page;
}

const count = async (page: Page) => Number(await page.locator('streak-counter .count').innerText());

const log = (page: Page, activity: string) =>
  page.getByRole('button', { name: new RegExp(`^${activity}`) }).click();

/** How many of seven days in a row the user has in a challenge. */
const sprint = async (page: Page) =>
  parseInt(await page.locator('.goal', { hasText: 'of 7 days in a row' }).innerText());

/** The user's active days on this week's board; 0 for none. */
async function weekly(page: Page): Promise<number> {
  const score = page.locator('streak-leaderboard .you .score');
  return (await score.count()) === 0 ? 0 : parseInt(await score.innerText());
}

/** Waits for a message at the page's foot. */
const says = (page: Page, text: string | RegExp) =>
  page.getByRole('status').getByText(text).waitFor();

/** What the backend has of a user, asked by a client of its own. */
const activitiesOf = (email: string) =>
  asUser(email, async (client) => {
    const { activities } = (await client.call('getStreak')) as { activities: number };
    return activities;
  });

async function asUser<T>(email: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = newClient(running.suite);
  try {
    await client.signIn(email);
    return await work(client);
  } finally {
    await client.close();
  }
}

it('signs in by picking an account, shows the streak, and nothing moves by itself', async () => {
  const page = await openAs('Ada');
  expect(await count(page)).toBeGreaterThan(100);
  await goTo(page, 'Me');
  await page.getByText('Eternal Flame').waitFor();
  expect(await layoutShift(page)).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('Who would you like to be?').waitFor();
  expect(opened.flatMap(({ errors }) => errors)).toEqual([]);
});

it.each([
  ['Ben', 'Asia/Kathmandu', 1280],
  ['Chandra', 'America/St_Johns', 360],
])('counts the day when %s logs, on a device in %s', async (name, zone, width) => {
  const page = await openAs(name, zone, width);
  const before = await count(page);
  await page.getByText('Today is open until').waitFor();
  await goTo(page, 'Calendar');
  await page.locator('streak-calendar .today.open').waitFor();
  await goTo(page, 'Together');
  await page.getByLabel('You are not on the leaderboard').fill(name);
  await page.getByRole('button', { name: 'Take part' }).click();
  await page.getByText(`You take part as ${name}.`).waitFor();
  const [days, onBoard] = [await sprint(page), await weekly(page)];
  await goTo(page, 'Today');
  await log(page, 'Quiz hard passed');
  await says(page, `Day ${before + 1} of your streak.`);
  await page.getByText('Today counts').waitFor();
  expect(await count(page)).toBe(before + 1);
  await goTo(page, 'Calendar');
  await page.locator('streak-calendar .today.active').waitFor();
  await goTo(page, 'Together');
  await page.getByText(`${days + 1} of 7 days in a row`).waitFor();
  await page
    .locator('.you .score')
    .getByText(`${onBoard + 1} day`)
    .waitFor();
  expect(await violations(page)).toEqual([]);
  expect(opened.flatMap(({ errors }) => errors)).toEqual([]);
});

it('shares a card that anyone can open, until it is taken back', async () => {
  const page = await openAs('Ada');
  const dialog = page.getByRole('dialog');
  await goTo(page, 'Together');
  await page.getByRole('button', { name: 'Make a card' }).click();
  await dialog.getByLabel('Your name on the leaderboard').check();
  await dialog.getByRole('button', { name: 'Share it' }).click();
  await page.waitForFunction(() => {
    const share = document
      .querySelector('streak-dashboard')
      ?.shadowRoot?.querySelector('streak-share');
    return share?.shadowRoot?.querySelector('img')?.naturalWidth === 1200;
  });
  const address = await dialog.locator('.link').innerText();
  const { page: reader } = await openPage(browser, { userAgent: 'Mozilla/5.0 Chrome/140.0' });
  await reader.goto(address);
  await reader.getByRole('heading', { name: /^Ada: \d+ days, streak$/ }).waitFor();
  expect(await violations(reader)).toEqual([]);

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'See the card' }).click();
  await dialog.getByText('1 view', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Stop sharing' }).click();
  await dialog.getByRole('heading', { name: 'Make a card' }).waitFor();
  await reader.reload();
  await reader.getByText('This card is no longer shared.').waitFor();
  expect(opened.flatMap(({ errors }) => errors)).toEqual([]);
});

it('keeps what is logged offline in two tabs, and sends each once when the network is back', async () => {
  const before = await activitiesOf('emeka@example.com');
  const page = await openAs('Emeka');
  const context: BrowserContext = page.context();
  const other = await context.newPage();
  await other.goto(url());
  await other.locator('streak-counter .unit').waitFor();

  await context.setOffline(true);
  await log(page, 'Quiz easy passed');
  await log(other, 'Flashcard set completed');
  await log(other, 'Study guide completed');
  await says(other, '3 activities are kept');
  expect(await activitiesOf('emeka@example.com')).toBe(before);

  await context.setOffline(false);
  for (const tab of [page, other]) {
    await tab.getByText('You are offline').waitFor({ state: 'detached' });
  }
  await expect(eventually(() => activitiesOf('emeka@example.com'), before + 3)).resolves.toBe(
    before + 3,
  );
});

it('keeps what is logged offline when the browser is left, and sends it next time', async () => {
  const before = await activitiesOf('greta@example.com');
  const page = await openAs('Greta');
  const context = page.context();
  await context.setOffline(true);
  await log(page, 'Quiz easy passed');
  await says(page, '1 activity is kept');
  await page.close();
  await context.setOffline(false);

  const next = await context.newPage();
  await next.goto(url());
  await next.locator('streak-counter .unit').waitFor();
  await expect(eventually(() => activitiesOf('greta@example.com'), before + 1)).resolves.toBe(
    before + 1,
  );
});

it('makes a demo account that is not there, as on emulators that start empty', async () => {
  const client = newClient(running.suite);
  await client.signIn('root@example.com');
  await client.auth.currentUser?.delete();
  await client.close();
  const { page } = await openPage(browser, { timezoneId: 'Asia/Kathmandu' });
  await page.goto(url());
  await page.getByRole('button', { name: /^Root / }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByText('Your streak starts here').waitFor();
});

it('changes the zone that days are counted in', async () => {
  const page = await openAs('Ada', 'America/St_Johns');
  await goTo(page, 'Me');
  await page.getByRole('button', { name: 'Use this device’s: America/St Johns' }).click();
  await says(page, 'Your time zone has been changed.');
  await expect(page.getByLabel('Your days start').inputValue()).resolves.toBe('America/St_Johns');
  await expect(page.getByRole('button', { name: 'Use this device’s' }).count()).resolves.toBe(0);
});

describe('when two days have gone by', () => {
  const then = noonAfterTomorrow(Date.now());
  let ticked = 0;

  beforeAll(async () => {
    // So that the run breaks on the day after, and can be won back for hours more.
    await asUser('chandra@example.com', (client) =>
      client.call('logActivity', { activityId: 'the-last', type: 'quiz_easy_passed' }),
    );
    await tickProcess(projectId, '--to', new Date(then).toISOString());
    ticked = Date.now();
  });

  it('shows the freeze that was used for a missed day, and why', async () => {
    const page = await openAs('Ben');
    await page.getByRole('button', { name: 'Why?' }).click();
    const frozen = page.locator('streak-why summary', { hasText: 'Freeze used' }).first();
    await frozen.getByText('A freeze was used').waitFor();
    await frozen.click();
    await page.locator('details[open]').getByText('America/New_York').waitFor();
    await goTo(page, 'Today');
    expect(await count(page)).toBeGreaterThanOrEqual(40);
    expect(await violations(page)).toEqual([]);
  });

  it('shows that a streak without a freeze has ended, and why', async () => {
    const page = await openAs('Chandra');
    expect(await count(page)).toBe(0);
    await goTo(page, 'Calendar');
    await page.locator('streak-why').getByText('no freeze held').first().waitFor();
  });

  it('wins a broken run back', async () => {
    // A minute ahead of the server: what was done before the offer was accepted would not count.
    const time = then + Date.now() - ticked + 60_000;
    const page = await openAs('Chandra', 'America/St_Johns', 360, time);
    const offer = page.locator('streak-recovery');
    const words = await offer.locator('.offer').innerText();
    const lost = Number(/bring your (\d+) days/.exec(words)?.[1]);
    await offer.getByRole('button', { name: 'Start now' }).click();
    const progress = await offer.getByText(/0 of \d+ activit/).innerText();
    const needed = parseInt(progress.split(' of ')[1] ?? '');
    for (let done = 1; done <= needed; done += 1) {
      await log(page, 'Flashcard set completed');
      if (done < needed) await offer.getByText(`${done} of ${needed} activities`).waitFor();
    }
    await says(page, 'You have won your streak back.');
    await offer.getByText(`Your ${lost} days are back.`).waitFor();
    expect(await count(page)).toBe(lost + 1);
    await goTo(page, 'Calendar');
    await page.locator('streak-why').getByText('have made up for it').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('logs on a device whose clock is three days behind', async () => {
    await tickProcess(projectId, '--by', '1d');
    const page = await openAs('Chandra');
    const before = await count(page);
    await log(page, 'Quiz easy passed');
    await says(page, `Day ${before + 1} of your streak.`);
    expect(await count(page)).toBe(before + 1);
  });
});

async function eventually(value: () => Promise<number>, expected: number): Promise<number> {
  const deadline = Date.now() + 15_000;
  let found = await value();
  while (found !== expected && Date.now() < deadline) found = await value();
  return found;
}
