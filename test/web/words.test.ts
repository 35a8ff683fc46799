import type { Page } from 'playwright-core';
import { goTo } from './browser';
import { keepPicture } from './pictures';
import { show, signedIn } from './situations';
import { siteInBrowser } from './siteInBrowser';
import { violations } from './violations';

const { open } = siteInBrowser();

const parts = ['Today', 'Calendar', 'Together', 'Me'] as const;

async function openDashboard(width: number, colorScheme: 'light' | 'dark' = 'light') {
  const page = await open(undefined, { viewport: { width, height: 900 }, colorScheme });
  await show(page, signedIn);
  return page;
}

/** Chooses a language where the page has it. */
async function choose(page: Page, language: string): Promise<void> {
  await page.locator('streak-display-panel').locator('#language').selectOption(language);
}

it('speaks another language at once, whatever is shown, and remembers it on the device', async () => {
  const page = await openDashboard(1280);
  await page.getByText('12 days in a row').waitFor();
  await goTo(page, 'Me');
  await page.getByRole('heading', { name: 'Notifications' }).waitFor();
  await choose(page, 'de');
  await page.getByRole('heading', { name: 'Benachrichtigungen' }).waitFor();
  await page.getByRole('link', { name: 'Heute' }).click();
  await page.locator('streak-counter').getByText('Tage in Folge').waitFor();
  const words = await page.evaluate(() => [
    document.documentElement.lang,
    document.documentElement.dir,
    localStorage.getItem('firestreak.display'),
  ]);
  expect(words).toEqual(['de', 'ltr', '{"language":"de","theme":"system"}']);
});

it('shows itself in the colours that are chosen, whatever the device has', async () => {
  const page = await openDashboard(1280);
  await goTo(page, 'Me');
  const ground = (scheme: string) =>
    page.waitForFunction(
      (expected) => getComputedStyle(document.documentElement).backgroundColor === expected,
      scheme === 'dark' ? 'rgb(23, 19, 16)' : 'rgb(251, 248, 244)',
    );
  await ground('light');
  const theme = page.locator('streak-display-panel').locator('#theme');
  for (const chosen of ['dark', 'light', 'dark', 'system']) {
    await theme.selectOption(chosen);
    await ground(chosen);
  }
});

it.each([
  ['de', 375, 'light'],
  ['de', 1280, 'dark'],
  ['ar', 375, 'dark'],
  ['ar', 1280, 'light'],
] as const)(
  'in %s at %d px in %s, every part of the page fits and is accessible',
  async (language, width, theme) => {
    const page = await openDashboard(width, theme);
    await goTo(page, 'Me');
    await choose(page, language);
    await page.locator(`html[lang=${language}]`).waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(
      language === 'ar' ? 'rtl' : 'ltr',
    );
    for (const [index, part] of parts.entries()) {
      await page.getByRole('navigation').getByRole('link').nth(index).click();
      await page.waitForLoadState('networkidle');
      expect(await violations(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([part, Math.max(0, overflow)]).toEqual([part, 0]);
      await keepPicture(page, `words-${language}-${width}-${theme}-${part.toLowerCase()}`);
    }
  },
);

it('an element that says `lang` itself, or is inside another tree, follows its own', async () => {
  const page = await open(`
    <div lang="de"><streak-level level="2" next-level-at-xp="100"></streak-level></div>
    <streak-level lang="ar" level="2" next-level-at-xp="100"></streak-level>
    <streak-level lang="not a language" level="2" next-level-at-xp="100"></streak-level>`);
  const texts = () =>
    page
      .locator('streak-level')
      .evaluateAll((all) =>
        all.map(({ shadowRoot }) =>
          shadowRoot?.querySelector('h2 ~ div p:last-child')?.textContent.trim(),
        ),
      );
  const plain = async () => (await texts()).map((text) => text?.replace(/[\u2066-\u2069]/gu, ''));
  await page.waitForFunction(() =>
    document.querySelector('[lang=ar]')?.shadowRoot?.textContent.includes('المستوى'),
  );
  expect(await plain()).toEqual([
    'Noch 100 XP bis Level 3',
    '100 نقطة إلى المستوى 3',
    '100 XP to level 3',
  ]);
  await page.evaluate(() => document.querySelector('div')?.setAttribute('lang', 'en'));
  await page.waitForFunction(() =>
    document.querySelector('streak-level')?.shadowRoot?.textContent.includes('to level 3'),
  );
});
