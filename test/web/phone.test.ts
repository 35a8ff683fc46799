import type { Page } from 'playwright-core';
import { someShare } from './elements/someShare';
import { goTo } from './browser';
import { type Given, requests, show, signedIn } from './situations';
import { siteInBrowser } from './siteInBrowser';
import { violations } from './violations';

const site = siteInBrowser();

async function open(situation: Partial<Given> = {}, query = ''): Promise<Page> {
  const viewport = { width: 375, height: 720 };
  const page = await site.open(undefined, { timezoneId: 'Asia/Kathmandu', viewport });
  await page.evaluate((search) => {
    history.replaceState(null, '', `/${search}`);
  }, query);
  await show(page, { ...signedIn, ...situation });
  return page;
}

/** What has the focus: its own text, or the name it has. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const name = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    return name.trim().replace(/\s+/g, ' ');
  });

it('has its parts at the foot of a phone, by an address each', async () => {
  const page = await open();
  await page.locator('streak-counter .unit').waitFor();
  for (const [part, element] of [
    ['Calendar', 'streak-calendar'],
    ['Together', 'streak-challenges'],
    ['Me', 'streak-notifications'],
    ['Today', 'streak-counter'],
  ] as const) {
    await goTo(page, part);
    await page.locator(element).waitFor();
    expect(new URL(page.url()).hash).toBe(`#${part.toLowerCase()}`);
    const link = page.getByRole('navigation').getByRole('link', { name: part });
    expect(await link.getAttribute('aria-current')).toBe('page');
    const box = await link.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(720);
    expect(box?.height).toBeGreaterThanOrEqual(44);
  }
  await page.goBack();
  await page.locator('streak-notifications').waitFor();
  expect(await page.locator('streak-counter').count()).toBe(0);
});

it('is no wider than a phone with text of twice the size', async () => {
  const page = await open({ isDemo: true, recovery: 'offered', shares: [someShare] });
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  for (const part of ['Today', 'Calendar', 'Together', 'Me'] as const) {
    await goTo(page, part);
    await page.waitForTimeout(200); // what was asked for has come
    const overhang = await page.evaluate(
      () => document.documentElement.scrollWidth - document.body.clientWidth,
    );
    expect([part, overhang]).toEqual([part, 0]);
  }
});

it('puts whoever has signed in at what has come', async () => {
  const page = await open({ user: 'nobody' });
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill('right');
  await page.keyboard.press('Enter');
  await page.locator('streak-counter .unit').waitFor();
  expect(await focused(page)).toBe('Today');
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

it('keeps the focus where somebody joins, takes part and stops', async () => {
  const page = await open({ shownAs: null });
  await goTo(page, 'Together');
  await page.getByRole('button', { name: 'Join: 7-day study sprint' }).press('Enter');
  await page.getByRole('button', { name: 'Leave: 7-day study sprint' }).waitFor();
  expect(await focused(page)).toBe('7-day study sprint');
  await page.getByLabel('You are not on the leaderboard').fill('Ada');
  await page.keyboard.press('Enter');
  await page.getByText('You take part as Ada.').waitFor();
  expect(await focused(page)).toBe('Leaderboard');
  await page.getByRole('button', { name: 'Leave the leaderboard' }).press('Enter');
  await page.getByLabel('You are not on the leaderboard').waitFor();
  expect(await focused(page)).toBe('Leaderboard');
});

it('keeps the focus in the dialog in which a card is made and taken back', async () => {
  const page = await open({ shownAs: 'Ada' });
  await goTo(page, 'Together');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Make a card' }).press('Enter');
  await dialog.getByRole('button', { name: 'Share it' }).press('Enter');
  await dialog.getByRole('heading', { name: 'Your card', exact: true }).waitFor();
  expect(await focused(page)).toBe('Your card');
  await dialog.getByRole('button', { name: 'Stop sharing' }).press('Enter');
  await dialog.getByRole('heading', { name: 'Make a card' }).waitFor();
  expect(await focused(page)).toBe('Make a card');
});

it.each([
  ['streak', '', '#today', 'Your streak'],
  ['recovery', '2026-11-23', '#today', 'Win your streak back'],
  ['week', '2026-11-23', '#today', 'This week'],
  ['day', '2026-11-03', '#calendar', 'November 2026'],
  ['challenge', 'thousand', '#together', 'A thousand points'],
  ['preferences', '', '#me', 'Notifications'],
])('a message about a %s (%s) leads to %s, to “%s”', async (kind, id, hash, heading) => {
  const page = await open({ recovery: 'offered' }, `?open=${kind}&id=${id}&of=app`);
  await page.waitForFunction(
    ({ part }) => location.hash === part && document.activeElement !== document.body,
    { part: hash },
  );
  expect(await focused(page)).toBe(heading);
  expect(new URL(page.url()).search).toBe('?of=app');
  expect(await violations(page)).toEqual([]);
});

it('shows the day that a message is about, once whoever reads it has signed in', async () => {
  const page = await open({ user: 'nobody' }, '?open=day&id=2026-10-03');
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await page.getByRole('region', { name: 'Sat 3 Oct · Freeze used' }).waitFor();
  expect(await requests(page)).toContain('explainStreak 2026-10-03');
});

it('takes an address that asks for nothing known as one that asks for nothing', async () => {
  const page = await open({}, '?open=toString&id=1#me');
  await page.locator('streak-notifications').waitFor();
});
