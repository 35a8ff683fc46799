import type { Page } from 'playwright-core';
import { goTo } from './browser';
import { keepPicture } from './pictures';
import { type Given, requests, show, signedIn } from './situations';
import { siteInBrowser } from './siteInBrowser';
import { violations } from './violations';

const site = siteInBrowser();

const phone = { deviceId: 'phone', platform: 'ios', seenAt: '2026-11-23T18:30:00Z' } as const;
const active = { activeToday: true, current: 13 };

async function open(situation: Partial<Given>): Promise<Page> {
  const page = await site.open(undefined, {
    ...{ timezoneId: 'Asia/Kathmandu', viewport: { width: 375, height: 800 } },
  });
  await show(page, { ...signedIn, ...situation });
  await page.locator('streak-counter .unit').waitFor();
  return page;
}

const pushed = (page: Page) =>
  page.locator('streak-notifications').getByRole('columnheader', { name: 'Push' }).count();

it('offers push just after something was done for a run that is worth keeping, and asks only when told to', async () => {
  const page = await open({ push: 'ask', allowsPush: true, logged: ['one'], after: active });
  const offer = page.locator('streak-push-offer');
  await offer.getByText('Want to be told before it is lost?').waitFor();
  expect(await violations(page)).toEqual([]);
  await keepPicture(page, 'push-offer-375');
  expect(await requests(page)).not.toContain('turnOn');
  await offer.getByRole('button', { name: 'Yes, remind me' }).click();
  await offer.waitFor({ state: 'hidden' });
  expect(await requests(page)).toEqual(expect.arrayContaining(['turnOn', 'registerDevice']));
  await goTo(page, 'Me');
  await page.locator('streak-devices').getByText('On for this device.').waitFor();
  expect(
    await page
      .locator('streak-devices')
      .getByText(/^This device/)
      .count(),
  ).toBe(1);
  expect(await pushed(page)).toBe(1);
});

it.each([
  ['nothing was done today', { push: 'ask' }],
  ['the browser has been told no', { push: 'blocked', logged: ['one'], after: active }],
  ['no message can arrive', { push: 'impossible', logged: ['one'], after: active }],
  ['the run has just begun', { push: 'ask', logged: ['one'], after: { ...active, current: 1 } }],
] as const)('offers no push where %s', async (_, situation) => {
  const page = await open(situation);
  expect(await page.locator('streak-push-offer').count()).toBe(0);
});

it('takes a no for a no, also on the next visit', async () => {
  const situation = { push: 'ask', logged: ['one'], after: active } as const;
  const page = await open(situation);
  await page.getByRole('button', { name: 'Not now' }).click();
  await show(page, { ...signedIn, ...situation });
  await page.locator('streak-counter .unit').waitFor();
  expect(await page.locator('streak-push-offer').count()).toBe(0);
  expect(await requests(page)).not.toContain('turnOn');
});

it.each([
  ['impossible', [], 'Push messages cannot arrive here.', 0],
  ['blocked', [], 'This browser blocks messages of this page.', 0],
  ['impossible', [phone], 'An iPhone or iPad', 1],
  ['ask', [], 'Turn on for this device', 1],
] as const)(
  'where push is %s and the devices are %j, the settings say so and offer it only where it can arrive',
  async (push, devices, words, columns) => {
    const page = await open({ push, devices });
    await goTo(page, 'Me');
    await page.locator('streak-devices').getByText(words).first().waitFor();
    expect(await pushed(page)).toBe(columns);
    expect(await violations(page)).toEqual([]);
    await keepPicture(page, `devices-${push}-${devices.length}-375`);
  },
);

it('turns push on from the settings, says if the browser was told no, and removes devices', async () => {
  const page = await open({ push: 'ask', allowsPush: false, devices: [phone] });
  await goTo(page, 'Me');
  const devices = page.locator('streak-devices');
  await devices.getByRole('button', { name: 'Turn on for this device' }).click();
  await devices.getByText('This browser blocks messages of this page.').waitFor();
  expect(await requests(page)).not.toContain('registerDevice');
  await devices.getByRole('button', { name: /^Remove: An iPhone or iPad/ }).click();
  await devices.getByText('An iPhone or iPad').waitFor({ state: 'detached' });
  expect(await requests(page)).toContain('unregisterDevice phone');
});

it('whoever signs out gets no more messages on this device', async () => {
  const page = await open({ push: 'ask', allowsPush: true });
  await goTo(page, 'Me');
  const devices = page.locator('streak-devices');
  await devices.getByRole('button', { name: 'Turn on for this device' }).click();
  await devices.getByText('On for this device.').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await requests(page)).toContain('unregisterDevice own');
});
