import { goTo } from '../../test/web/browser';
import type { Picture } from './picture';

const wide = { width: 1440, height: 1000 } as const;
const phone = { width: 360, height: 780 } as const;
const ada = { user: 'Ada', timeZone: 'Europe/Berlin' } as const;
const chandra = { user: 'Chandra', timeZone: 'Asia/Kolkata', daysAhead: 1 } as const;

/** The states at a fresh start. */
export const pictures: readonly Picture[] = [
  { name: 'dashboard-light', ...ada, ...wide, colorScheme: 'light' },
  { name: 'dashboard-dark', ...ada, ...wide, colorScheme: 'dark' },
  { name: 'phone-light', ...ada, ...phone, colorScheme: 'light' },
  {
    ...{ name: 'phone-offline', user: 'Ben', timeZone: 'America/New_York', ...phone },
    colorScheme: 'dark',
    act: async (page) => {
      await page.context().setOffline(true);
      await page.getByRole('button', { name: /^Quiz hard passed/ }).click();
      await page.getByRole('status').getByText('1 activity is kept').waitFor();
      await page.keyboard.press('Home');
    },
  },
  {
    ...{ name: 'insights', user: 'Greta', timeZone: 'Australia/Lord_Howe', ...wide },
    colorScheme: 'light',
    part: 'streak-insights-panel',
    act: (page) => goTo(page, 'Calendar'),
  },
  {
    ...{ name: 'challenges', ...ada, ...wide, colorScheme: 'dark' },
    part: 'streak-challenges',
    act: async (page) => {
      await goTo(page, 'Together');
      await page.getByText('Standing of 7-day study sprint').click();
      await page.getByText(/^You are number/).waitFor();
    },
  },
  {
    ...{ name: 'share', ...ada, ...phone, colorScheme: 'light' },
    act: async (page) => {
      const dialog = page.getByRole('dialog');
      await goTo(page, 'Together');
      await page.getByRole('button', { name: 'Make a card' }).click();
      await dialog.getByLabel('Your name on the leaderboard').check();
      await dialog.getByLabel('The last weeks').check();
      await dialog.getByLabel('Colours').selectOption('Ember');
      await dialog.getByRole('button', { name: 'Share it' }).click();
      await dialog.getByText('Shown until').waitFor();
      await dialog.getByRole('img').evaluate('(image) => image.decode()');
    },
  },
  {
    ...{ name: 'notifications', ...ada, ...phone, colorScheme: 'light' },
    part: 'streak-notifications',
    act: (page) => goTo(page, 'Me'),
  },
];

/** The states when a day has gone by. */
export const picturesAfter: readonly Picture[] = [
  { name: 'recovery', ...chandra, ...phone, colorScheme: 'light' },
  {
    ...{ name: 'why', user: 'Ben', timeZone: 'America/New_York', daysAhead: 1, ...wide },
    ...{ part: 'streak-why', colorScheme: 'light' },
    act: async (page) => {
      await goTo(page, 'Calendar');
      await page.locator('streak-why summary', { hasText: 'Freeze used' }).first().click();
    },
  },
];
