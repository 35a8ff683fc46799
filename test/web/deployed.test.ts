import type { Page } from 'playwright-core';
import { change, type Given, requests, show, signedIn } from './situations';
import { goTo } from './browser';
import { siteInBrowser } from './siteInBrowser';
import { violations } from './violations';

const site = siteInBrowser();

/** The dashboard of an app, with all that it has loaded. */
async function open(situation: Partial<Given>): Promise<Page> {
  const page = await site.open(undefined, { timezoneId: 'Asia/Kathmandu' });
  await show(page, { ...signedIn, ...situation });
  await page.locator('streak-counter .unit').waitFor();
  await page.waitForTimeout(100);
  return page;
}

/** What stands on a dashboard, in all its parts. */
async function shown(page: Page): Promise<string[]> {
  const names: string[] = [];
  for (const link of await page.getByRole('navigation').getByRole('link').all()) {
    await link.click();
    const panels = await page
      .locator('.panel > *')
      .evaluateAll((elements) =>
        elements.map(({ localName }) => localName.replace(/^streak-|-panel$/g, '')),
      );
    names.push(...panels);
  }
  return names.sort();
}

/** The dashboard of `streaks` alone. */
const core = ['badges', 'counter', 'display', 'level', 'time-zone', 'week', 'why'];

/** How many calls the panels of a feature make. */
const askedOf = (feature: string, panels: readonly string[]) => {
  if (feature === 'notifications') return 2; // the preferences and the devices
  return panels.length === 0 || feature === 'plans' ? 0 : 1;
};

it.each([
  ['streaks', []],
  ['plans', ['plan']],
  ['calendar', ['calendar']],
  ['notifications', ['notifications']],
  ['leaderboards', ['leaderboard']],
  ['insights', ['insights']],
  ['challenges', ['challenges']],
  ['sharing', ['share']],
  ['outages', []],
  ['retention', []],
  ['operators', []],
])(
  'where only %s is deployed, there is nothing else, and nothing has failed',
  async (feature, panels) => {
    const page = await open({ features: ['streaks', feature] });
    expect(await shown(page)).toEqual([...core, ...panels].sort());
    const asked = await requests(page);
    const others = asked.filter((name) => !/^(getStreak|explainStreak)/.test(name));
    expect(others).toHaveLength(askedOf(feature, panels));
    for (const alert of await page.getByRole('alert').all())
      expect(await alert.innerText()).toBe('');
    expect(await page.getByText('does not offer').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  },
);

it('follows a deployment that leaves a feature out, and one that brings it back', async () => {
  const page = await open({});
  await goTo(page, 'Calendar');
  const calendar = page.locator('streak-calendar');
  const lookAgain = () => page.evaluate(() => dispatchEvent(new Event('online')));
  await calendar.waitFor();
  await change(page, { features: ['streaks', 'insights'] });
  await lookAgain();
  await calendar.waitFor({ state: 'detached' });
  expect(await shown(page)).toEqual([...core, 'insights'].sort());
  await change(page, { features: ['streaks', 'calendar'] });
  await lookAgain();
  await goTo(page, 'Calendar');
  await calendar.getByText('November 2026').waitFor();
});

it('offers e-mail, and messages of challenges, where those are deployed', async () => {
  const page = await open({ features: ['streaks', 'notifications'] });
  await goTo(page, 'Me');
  const settings = page.locator('streak-notifications');
  await settings.getByText('A milestone', { exact: true }).waitFor();
  expect(await settings.getByText('E-mail').count()).toBe(0);
  expect(await settings.getByText('A challenge completed').count()).toBe(0);
  const all = await open({});
  await goTo(all, 'Me');
  await all.getByLabel('A challenge completed: E-mail').waitFor();
});

it('puts names on cards where there are leaderboards to choose one on', async () => {
  const page = await open({ features: ['streaks', 'sharing'] });
  await goTo(page, 'Together');
  await page.getByRole('button', { name: 'Make a card' }).click();
  await page.getByRole('dialog').getByLabel('Latest badges').waitFor();
  expect(await page.getByLabel('Your name on the leaderboard').count()).toBe(0);
  const all = await open({});
  await goTo(all, 'Together');
  await all.getByRole('button', { name: 'Make a card' }).click();
  await all.getByRole('dialog').getByLabel('Your name on the leaderboard').waitFor();
});

it.each([
  ['lawStudy', ['Flashcard set completed +5 XP', 'Evaluation high +50 XP'], ['20', '2']],
  ['fitness', ['Walk +5 XP up to 3 a day', 'Swim +25 XP', 'Stretch'], ['5', '1']],
  ['languageCourse', ['Words learned +1 XP up to 50 a day', 'Test passed +40 XP'], ['50', '1']],
] as const)(
  'the rules of %s are those that its server tells',
  async (program, buttons, [units, rest]) => {
    const page = await open({ program, isDemo: true });
    for (const name of buttons) {
      await page.getByRole('button', { name, exact: true }).waitFor();
    }
    const quantity = page.getByLabel('How many');
    expect(await quantity.getAttribute('max')).toBe(units);
    await goTo(page, 'Calendar');
    await page.getByText(`Days of rest, at most ${rest} a week`).waitFor();
    expect(await violations(page)).toEqual([]);
  },
);

it('logs as many as are chosen, and no more than the program allows', async () => {
  const page = await open({ program: 'fitness', isDemo: true });
  const quantity = page.getByLabel('How many');
  const walk = page.getByRole('button', { name: /^Walk/ });
  await walk.click();
  await quantity.fill('3');
  await walk.click();
  await quantity.fill('6');
  await walk.click();
  expect((await requests(page)).filter((name) => name.startsWith('log'))).toEqual([
    'log 1 walk',
    'log 3 walk',
  ]);
});

/** Each element of a feature that an app may leave out. */
const optional = [
  ['streak-calendar', 'calendar', 'month="2026-11" today="2026-11-24"'],
  ['streak-challenges', 'challenges', ''],
  ['streak-insights', 'insights', ''],
  ['streak-year', 'insights', ''],
  ['streak-leaderboard', 'leaderboards', ''],
  ['streak-notifications', 'notifications', ''],
  ['streak-plan', 'plans', 'today="2026-11-24"'],
  ['streak-share', 'sharing', ''],
] as const;

it.each(optional)(
  '<%s> is not there, and says so once, where %s is not deployed',
  async (name, feature, attributes) => {
    const page = await site.open(`<style>${name} { display: grid }</style>`);
    await page.evaluate(
      ({ element, tag }) => {
        const told: unknown[] = [];
        document.addEventListener(
          'streak-not-deployed',
          ({ detail, target }: CustomEventInit & Event) => {
            told.push([(target as Element).localName, detail]);
          },
        );
        Object.assign(globalThis, { told, element: undefined });
        document.querySelector('main')?.insertAdjacentHTML('beforeend', element);
        return (document.querySelector(tag) as unknown as { updateComplete: Promise<void> })
          .updateComplete;
      },
      {
        tag: name,
        element: `<${name} ${attributes} problem="Out of reach." features='["streaks"]'></${name}>`,
      },
    );
    const element = page.locator(name);
    expect(await element.isVisible()).toBe(false);
    expect(await element.evaluate((found) => found.shadowRoot?.textContent ?? '')).toBe('');
    expect(await element.getAttribute('not-deployed')).toBe('');
    await element.evaluate((found) => {
      found.setAttribute('problem', 'The app does not deploy that.');
    });
    const told = await page.evaluate(() => (globalThis as unknown as { told: unknown }).told);
    expect(told).toEqual([[name, { feature }]]);

    await element.evaluate((found, deployed) => {
      found.setAttribute('features', JSON.stringify(['streaks', deployed]));
    }, feature);
    await element.getByRole('heading').first().waitFor();
    expect(await element.getAttribute('not-deployed')).toBeNull();
  },
);
