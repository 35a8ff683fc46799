import type { BrowserContextOptions, Page } from 'playwright-core';
import { otherShare, someShare } from './elements/someShare';
import { layoutShift } from './layoutShift';
import { change, type Given, requests, show, signedIn, untilAsked } from './situations';
import { goTo } from './browser';
import { siteInBrowser } from './siteInBrowser';
import { violations } from './violations';

const site = siteInBrowser();

/** A page for dashboards. */
const openSite = (options: BrowserContextOptions = {}) =>
  site.open(undefined, { timezoneId: 'Asia/Kathmandu', ...options });

async function open(situation: Given, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openSite(options);
  await show(page, situation);
  return page;
}

it('says that it is loading until the streak is there', async () => {
  const page = await open({ user: 'somebody', streak: 'on its way' });
  expect(await page.locator('main').getAttribute('aria-busy')).toBe('true');
  await page.getByText('Loading your streak').waitFor();
  expect(await page.locator('streak-counter').count()).toBe(0);
});

it('says what failed, and shows the streak once trying again succeeds', async () => {
  const page = await open({ user: 'somebody', streak: 'unreachable' });
  await page.getByRole('alert').getByText('This cannot be reached right now').waitFor();
  await change(page, { streak: 'there' });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('streak-counter .unit').waitFor();
});

it('says so when there is no backend, and can be tried again', async () => {
  const page = await openSite();
  await page.evaluate(() => {
    document.body.innerHTML = '<streak-dashboard problem="No backend."></streak-dashboard>';
  });
  await page.getByRole('alert').getByText('No backend.').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('streak-dashboard').waitFor({ state: 'detached' });
});

it('welcomes who has no zone yet, and begins with the device’s', async () => {
  const page = await open({ user: 'somebody', streak: 'without a zone' });
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.locator('streak-counter .unit').waitFor();
  expect((await requests(page)).join()).toMatch(/setTimeZone Asia\/Kath?mandu/);
});

it('asks whoever is new for one thing, and shows the panels once there is something to count', async () => {
  const page = await open({ ...signedIn, isNew: true, isDemo: true, logging: 'recorded' });
  await page.getByText('Your streak starts here').waitFor();
  expect(await page.locator('.panel:visible').count()).toBe(2); // what to do, and doing it
  expect(await page.getByText(/\b0\b/).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /^Quiz hard passed/ }).click();
  await page.getByText('Today counts').waitFor();
  await page.locator('streak-week').waitFor();
});

it('signs in with e-mail and password, after saying that they were wrong', async () => {
  const page = await open({ user: 'nobody', streak: 'there' });
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').getByText('The password is wrong.').waitFor();
  await page.getByLabel('Password').fill('right');
  await page.keyboard.press('Enter');
  await page.locator('streak-counter .unit').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await page.locator('streak-counter .unit').waitFor();
});

it('says when the network is gone, and asks again when it is back', async () => {
  const page = await open(signedIn);
  await page.locator('streak-counter .unit').waitFor();
  const before = await requests(page);
  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline').waitFor();
  await page.context().setOffline(false);
  await page.getByText('You are offline').waitFor({ state: 'detached' });
  await untilAsked(page, (made) => made.length > before.length);
});

it('says which activities do not count, and why, until that is seen', async () => {
  const refused = (activityId: string, reason: 'out-of-range' | 'unknown-activity-type') => ({
    ...{ userId: 'ada', activityId, loggedAt: 0 },
    activity: { type: 'quiz_hard_passed', occurredAt: '2026-11-20T12:00:00.000Z' },
    refusal: { reason, code: 'any', message: 'No.' },
  });
  const both = [refused('a', 'out-of-range'), refused('b', 'unknown-activity-type')];
  const page = await open({ ...signedIn, refused: both });
  const notice = page.locator('.refused[role=alert]');
  await notice.getByText('2 activities do not count.').waitFor();
  await notice.getByText('more than 48 hours after').waitFor();
  await notice.getByText('no longer counted').waitFor();
  expect(await violations(page)).toEqual([]);
  await notice.getByRole('button', { name: 'Understood' }).click();
  await notice.waitFor({ state: 'detached' });
  expect(await requests(page)).toEqual(expect.arrayContaining(['acknowledge a', 'acknowledge b']));
});

it('can be used by keyboard alone: the answer to Why? is where the focus goes', async () => {
  const page = await open(signedIn);
  await page.locator('streak-counter .unit').waitFor();
  const focused = () =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.textContent.trim().replace(/\s+/g, ' ');
    });
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Sign out');
  for (const part of ['Today', 'Calendar', 'Together', 'Me']) {
    await page.keyboard.press('Tab');
    expect(await focused()).toBe(part);
  }
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Why?');
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('Why your streak is what it is');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('details[open]').getByText('held after it').waitFor();
});

it('offers to win a broken run back, and shows how far it has come', async () => {
  const page = await open({ ...signedIn, recovery: 'offered' });
  await page.getByText('bring your 12 days back').waitFor();
  await page.locator('[aria-current=step]', { hasText: 'Press “Start now”' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start now' }).click();
  await page.getByText('1 of 4 activities').waitFor();
  await page.locator('[aria-current=step]', { hasText: 'Do 4 activities' }).waitFor();
  expect(await requests(page)).toContain('startRecovery');
  expect(await violations(page)).toEqual([]);
});

it('goes through the months, and no further than this one where nothing can be planned', async () => {
  const page = await open({ ...signedIn, features: ['streaks', 'calendar'] });
  await goTo(page, 'Calendar');
  await page.getByRole('heading', { name: 'November 2026' }).waitFor();
  expect(await page.getByRole('button', { name: 'Next month' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Previous month' }).click();
  await page.getByRole('heading', { name: 'October 2026' }).waitFor();
  await page.locator('streak-calendar button.frozen').waitFor();
  expect(await requests(page)).toContain('getCalendar 2026-10');
  await page.getByRole('button', { name: 'Next month' }).click();
  await page.getByRole('heading', { name: 'November 2026' }).waitFor();
});

it('takes part in the leaderboard under a name that is accepted, and stops', async () => {
  const page = await open(signedIn);
  await goTo(page, 'Together');
  const name = page.getByLabel('You are not on the leaderboard');
  await name.fill('Admin');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('This name is reserved.').waitFor();
  await name.fill('Ada');
  await page.getByRole('button', { name: 'Take part' }).click();
  await page.getByText('You take part as Ada.').waitFor();
  await page.getByText('Ada (you)').waitFor();
  await page.getByRole('button', { name: 'All time' }).click();
  await page.locator('streak-leaderboard').getByText('90 days').waitFor();
  await page.getByRole('button', { name: 'Leave the leaderboard' }).click();
  await name.waitFor();
});

it('joins a challenge, follows how it comes on while it is open, and leaves it', async () => {
  const page = await open(signedIn);
  await goTo(page, 'Together');
  const challenges = page.locator('streak-challenges');
  await challenges.getByRole('button', { name: 'Join: A thousand points' }).click();
  await challenges.getByRole('alert').getByText('All places of this').waitFor();
  await challenges.getByRole('button', { name: 'Join: 7-day study sprint' }).click();
  await challenges.getByText('3 of 7 days in a row').waitFor();
  expect(await challenges.getByRole('alert').innerText()).toBe('');
  await challenges.getByText('Standing').click();
  await challenges.getByText('5 of 7 days in a row').waitFor();
  await challenges.getByText('You are number 2 of 12.').waitFor();
  expect(await violations(page)).toEqual([]);
  await challenges.getByText('Standing').click();
  await untilAsked(page, (made) => made.includes('followed sprint'));
  const dialog = challenges.getByRole('dialog', { name: 'Leave “7-day study sprint”?' });
  await challenges.getByRole('button', { name: 'Leave: 7-day study sprint' }).click();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await challenges.getByText('5 of 7 days in a row').waitFor();
  await challenges.getByRole('button', { name: 'Leave: 7-day study sprint' }).click();
  await dialog.getByRole('button', { name: 'Leave the challenge' }).click();
  await challenges.getByRole('button', { name: 'Join: 7-day study sprint' }).waitFor();
});

it('shares a card with what was agreed to, once, counts, and takes it back', async () => {
  const page = await open(signedIn);
  await goTo(page, 'Together');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Make a card' }).click();
  await dialog.getByRole('button', { name: 'Share it' }).click();
  await dialog.getByRole('alert').getByText('choose a name').waitFor();
  expect(await violations(page)).toEqual([]);
  await change(page, { shownAs: 'Ada' });
  await dialog.getByLabel('Headline').selectOption('Level');
  await dialog.getByLabel('Latest badges').check();
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Share it' }).dblclick();
  await dialog.getByRole('heading', { name: 'Your card' }).waitFor();
  const made = (await requests(page)).filter((name) => name.startsWith('createShare'));
  expect(made).toEqual(['createShare level,badges']);
  expect(await violations(page)).toEqual([]);

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await dialog.getByRole('button', { name: 'Copy the link' }).click();
  await dialog.getByText('Link copied.').waitFor();
  await dialog.getByText('2 times shared').waitFor();
  expect(await requests(page)).toContain('trackShare copy');
  for (const place of ['X', 'LinkedIn', 'Facebook']) {
    const link = dialog.getByRole('link', { name: place, exact: true });
    expect(await link.getAttribute('href')).toContain('AAAAAAAAAAAAAAAA');
  }
  await dialog.getByRole('button', { name: 'Stop sharing' }).dblclick();
  await dialog.getByRole('heading', { name: 'Make a card' }).waitFor();
  const revoked = (await requests(page)).filter((name) => name.startsWith('revokeShare'));
  expect(revoked).toEqual(['revokeShare AAAAAAAAAAAAAAAA']);
});

it('asks once for what is pressed twice before the page has changed, and says that it is busy', async () => {
  const page = await open({ ...signedIn, shownAs: 'Ada' });
  await goTo(page, 'Together');
  await page.getByRole('button', { name: 'Make a card' }).click();
  await page.locator('streak-share').evaluate(({ shadowRoot }) => {
    const form = shadowRoot?.querySelector('form');
    form?.requestSubmit();
    form?.requestSubmit();
  });
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: 'Sharing …' }).isDisabled()).toBe(true);
  expect(await dialog.getAttribute('aria-busy')).toBe('true');
  await dialog.getByRole('heading', { name: 'Your card' }).waitFor();
  expect(await dialog.getAttribute('aria-busy')).toBe('false');
  const made = (await requests(page)).filter((name) => name.startsWith('createShare'));
  expect(made).toHaveLength(1);
});

it('has the cards of every device, and takes back the one that is meant', async () => {
  const page = await open({ ...signedIn, shownAs: 'Ada', shares: [otherShare, someShare] });
  await goTo(page, 'Together');
  const dialog = page.getByRole('dialog');
  await page.getByText('2 cards of your streak are shared.').waitFor();
  await page.getByRole('button', { name: 'See the cards' }).click();
  const titles = dialog.getByRole('heading', { level: 3 });
  expect(await titles.allInnerTexts()).toEqual(['Streak, 24 Nov, 17:45', 'Level, 20 Nov, 17:45']);
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make another card' }).click();
  await dialog.getByRole('button', { name: 'Back to your cards' }).click();
  await dialog.getByRole('button', { name: 'Stop sharing: Level' }).click();
  await dialog.getByRole('heading', { name: 'Your card', exact: true }).waitFor();
  expect(await titles.allInnerTexts()).toEqual(['Streak, 24 Nov, 17:45']);
  expect(await requests(page)).toContain('revokeShare BBBBBBBBBBBBBBBB');
  await page.keyboard.press('Escape');
  await page.getByText('A card of your streak is shared.').waitFor();
});

it('says to who leaves the leaderboard what is still public, and ends it for them', async () => {
  const page = await open({ ...signedIn, shownAs: 'Ada', shares: [someShare, otherShare] });
  await goTo(page, 'Together');
  const board = page.locator('streak-leaderboard');
  await board.getByRole('button', { name: 'Leave the leaderboard' }).click();
  await board.getByText('2 cards of your streak are still public').waitFor();
  expect(await violations(page)).toEqual([]);
  await board.getByRole('button', { name: 'Stop sharing them too' }).click();
  await board.getByText('still public').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Make a card' }).waitFor();
  expect(await requests(page)).toContain('setLeaderboardProfile null revoke');
});

it('saves each preference as it is changed', async () => {
  const page = await open(signedIn);
  await goTo(page, 'Me');
  const settings = page.locator('streak-notifications');
  await settings.getByLabel('A freeze was used: E-mail').check();
  await settings.getByLabel('From').selectOption('21:00');
  await settings.getByLabel('Quiet hours').uncheck();
  await settings.getByLabel('At most').selectOption('1 message a day');
  await settings.getByLabel('Language').selectOption('Deutsch');
  await settings.getByLabel('Notify me').uncheck();
  await untilAsked(
    page,
    (made) => made.filter((name) => name.startsWith('updatePreferences')).length === 6,
  );
  expect((await requests(page)).filter((name) => name.startsWith('update'))).toEqual([
    'updatePreferences {"kinds":{"freeze_applied":{"email":true}}}',
    'updatePreferences {"quietHours":{"from":21,"to":8}}',
    'updatePreferences {"quietHours":null}',
    'updatePreferences {"dailyCap":1}',
    'updatePreferences {"language":"de"}',
    'updatePreferences {"enabled":false}',
  ]);
  expect(await violations(page)).toEqual([]);
});

it('plans pauses and days of rest, and takes a pause back', async () => {
  const page = await open(signedIn);
  await goTo(page, 'Calendar');
  const plan = page.locator('streak-plan');
  await plan.getByLabel('From').fill('2026-12-24');
  await plan.getByLabel('To', { exact: true }).fill('2026-12-27');
  await plan.getByRole('button', { name: 'Pause these days' }).click();
  await plan.getByText('Thu 24 Dec – Sun 27 Dec').waitFor();
  await plan.getByLabel('Saturday').check();
  await plan.getByRole('button', { name: 'Save days of rest' }).click();
  await plan.getByText('They apply from Mon 30 Nov.').waitFor();
  await plan.getByRole('button', { name: /^Cancel the pause/ }).click();
  expect(await requests(page)).toEqual(
    expect.arrayContaining([
      'setPause 2026-12-24 2026-12-27',
      'setRestDays 6,7',
      'cancelPause 2026-12-24 2026-12-26',
    ]),
  );
});

it.each([1280, 360])('moves nothing by itself when all arrives, at %d px', async (width) => {
  const page = await open(
    { ...signedIn, shares: [someShare] },
    { viewport: { width, height: 800 } },
  );
  await page.locator('streak-counter .unit').waitFor();
  await page.waitForTimeout(200);
  expect(await layoutShift(page)).toBe(0);
  await goTo(page, 'Calendar');
  await page.locator('streak-calendar .today').waitFor();
  await goTo(page, 'Together');
  await page.getByText('A card of your streak is shared.').waitFor();
  await page.waitForTimeout(200);
  expect(await layoutShift(page)).toBe(0);
});

it('does not move where motion is not wanted', async () => {
  const page = await open({ user: 'somebody', streak: 'on its way' }, { reducedMotion: 'reduce' });
  await page.locator('.blank').first().waitFor();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

describe.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 360],
  ['dark', 360],
] as const)('in %s at %d px', (colorScheme, width) => {
  const options = { colorScheme, viewport: { width, height: 800 } };

  it('no state of the page violates WCAG 2.2 AA', async () => {
    const page = await openSite(options);
    for (const [situation, text] of [
      [{ user: 'nobody', streak: 'there' }, 'Continue with Google'],
      [{ user: 'somebody', streak: 'on its way' }, 'Loading your streak'],
      [{ user: 'somebody', streak: 'without a zone' }, 'Welcome'],
      [{ user: 'somebody', streak: 'unreachable' }, 'Try again'],
      [signedIn, 'Today is open'],
    ] as const) {
      await show(page, situation);
      await page.getByText(text).waitFor();
      expect(await violations(page)).toEqual([]);
    }
    for (const part of ['Calendar', 'Together', 'Me'] as const) {
      await goTo(page, part);
      await page.waitForTimeout(200); // what was asked for has come
      expect(await violations(page)).toEqual([]);
    }
  });

  it.each(['ltr', 'rtl'])('nothing is wider than the page, written %s', async (direction) => {
    const page = await openSite(options);
    await page.evaluate((dir) => {
      document.documentElement.dir = dir;
    }, direction);
    await show(page, signedIn);
    await page.locator('streak-counter .unit').waitFor();
    for (const part of ['Today', 'Calendar', 'Together', 'Me'] as const) {
      await goTo(page, part);
      const overhang = await page.evaluate(
        () => document.documentElement.scrollWidth - document.body.clientWidth,
      );
      expect(overhang).toBe(0);
    }
  });
});
