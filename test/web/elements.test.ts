import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LitElement } from 'lit';
import type { Page } from 'playwright-core';
import { repository } from '../../local/suite/repository';
import { examples as elements } from './elements/examples';
import { forAccounts } from './elements/someChallenges';
import { someRecovery } from './elements/someRecovery';
import { someStreak } from './elements/someStreak';
import { siteInBrowser } from './siteInBrowser';
import { violations } from './violations';

const { open } = siteInBrowser();

/** What the elements on a page say. */
const textOf = (page: Page) =>
  page.evaluate(async () => {
    const elements = [...document.querySelectorAll('main *')];
    for (const element of elements) await (element as Partial<LitElement>).updateComplete;
    const texts = elements.map(({ shadowRoot }) => shadowRoot?.textContent ?? '');
    return texts.join(' ').replace(/\s+/g, ' ');
  });

it.each([
  [
    'streak-counter',
    ['12 days in a row', 'Today is open until Wed 04:00', '1,234 days', '2 days to go'],
  ],
  [
    'streak-week',
    [
      ...['Bonus XP all week', 'Mon 23 Nov: Freeze used', 'Tue 24 Nov: Day off'],
      ...['Wed 25 Nov: Recovered', 'Sun 29 Nov: to come', 'Guide missing'],
    ],
  ],
  [
    'streak-calendar',
    [
      ...[
        'November 2026',
        'Tue 3 Nov: Freeze used',
        'Wed 4 Nov: Day off',
        'Thu 12 Nov: Day off to',
      ],
      ...['Mon 9 Nov: Active, 9 activities', '5 active days'],
    ],
  ],
  ['streak-leaderboard', ['This week', '10 Person 10', 'Your place', '11 Ada (you)', 'as Ada']],
  [
    'streak-recovery',
    ['4 activities before', 'bring your 12 days back', '2 a day', '60 activities'],
  ],
  ['streak-level', ['Summer Associate', '1,250 XP', '150 XP to level 12']],
  ['streak-badges', ['Ignition', '1 November 2026']],
  ['streak-why', ['Today · Open', 'Mon 23 Nov · Freeze used', 'A freeze was used.']],
  ['streak-log', ['Quiz hard passed +25 XP']],
  [
    'streak-challenges',
    [
      ...['7-day study sprint', 'until Fri 4 Dec', '12 take part', '+200 XP', '+1 freeze'],
      ...['badge Sprinter', '3 of 7 days in a row', 'from 25 Nov, 17:45', '99 of 100 places'],
      ...['Goal: 1,000 XP', 'All places are taken'],
    ],
  ],
  [
    'streak-insights',
    ['78 of 100', '97% likely', '↑ 89% up from 71% before', 'Best on Tuesday', '43% of activities'],
  ],
  ['streak-year', ['November 2026 21 114', '5+']],
  [
    'streak-share',
    [
      '2 cards of your streak are shared.',
      'Level, 20 Nov, 17:45',
      'Shown until 24 Dec',
      '12 views',
    ],
  ],
  ['streak-plan', ['27 days of this year', 'Thu 24 Dec – Sat 26 Dec', 'Sunday']],
  ['streak-notifications', ['A freeze was used', '22:00', '4 messages a day', 'Deutsch']],
  ['streak-time-zone', ['Stay with it when a device shows another', 'Follow my devices again']],
  ['streak-sign-in', ['E-mail', 'Continue with Google', 'The password is wrong.']],
] as const)('<%s> shows on its own what its attributes say', async (name, texts) => {
  const page = await open(elements[name]);
  const shown = await textOf(page);
  for (const text of texts) expect(shown).toContain(text);
});

it.each([
  ['2026-11-25T22:15:00Z', 'Today can be off: be active by Thu 04:00'],
  ['2026-12-01T22:15:00Z', 'Today can be off: be active by 2 Dec, 4:00'],
  ['2026-11-24T22:15:00Z', 'Today is open until Wed 04:00'],
])('a counter whose run lapses at %s says: %s', async (lapsesAt, words) => {
  const page = await open(`<streak-counter current="3" day-ends-at="2026-11-24T22:15:00Z"
    lapses-at="${lapsesAt}" time-zone="Asia/Kathmandu"
    cadence='{"daysOff":{"used":1,"of":3}}'></streak-counter>`);
  const shown = await textOf(page);
  expect(shown).toContain(words);
  expect(shown).toContain('Days off left this week 2 of 3');
  expect(await violations(page)).toEqual([]);
});

it.each([
  ['daily', 1, '1 day in a row'],
  ['daily', 12, '12 days in a row'],
  ['perWeek', 12, '12 active days without a break'],
  ['weekdays', 1, '1 active day without a break'],
])('a run with a %s cadence of %d is told as: %s', async (kind, current, words) => {
  const page = await open(
    `<streak-counter current="${current}" cadence='{"kind":"${kind}"}'></streak-counter>`,
  );
  expect(await textOf(page)).toContain(words);
});

it.each([
  ['activities="0"', '12:00', 'first', ['Your streak starts here', 'One activity today']],
  [
    'current="12" freezes="1"',
    '18:30',
    'at-risk',
    [
      '12 days are at stake',
      '3 hours 45 minutes left today.',
      'a freeze covers it: 0 would be left',
    ],
  ],
  ['current="1"', '22:14', 'at-risk', ['1 day is at stake', '1 minute left', 'No freeze covers']],
  ['current="12"', '02:15', 'open', ['20 hours left today.', 'Today is open until']],
  [
    'current="12" freezes="1" yesterday="frozen"',
    '12:00',
    'frozen',
    ['A freeze kept your streak yesterday', '10 hours 15 minutes left'],
  ],
  ['current="12" yesterday="recovered"', '12:00', 'won-back', ['You won it back']],
  ['current="12" active-today yesterday="recovered"', '12:00', 'won-back', ['Welcome back']],
  [
    'current="0" lost="30"',
    '12:00',
    'broken',
    ['30 days are yours to keep', 'still counts', 'One activity starts the next one.'],
  ],
  ['current="0" lost="1"', '12:00', 'broken', ['1 day is yours to keep']],
  ['current="0"', '12:00', 'broken', ['A new run is one step away']],
])('a counter with %s at %s tells what matters now: %s', async (attributes, time, name, texts) => {
  const page = await open('<p></p>');
  await page.clock.setFixedTime(`2026-11-24T${time}:00Z`);
  await page.evaluate((html) => {
    document.body.innerHTML = `<main><h1>Elements</h1>${html}</main>`;
  }, `<streak-counter ${attributes} day-ends-at="2026-11-24T22:15:00Z" next-milestone="14"></streak-counter>`);
  const shown = await textOf(page);
  for (const text of texts) expect(shown).toContain(text);
  await page.locator(`.moment.${name}`).waitFor();
  expect(await page.locator('.facts').count()).toBe(name === 'first' ? 0 : 1);
  expect(await violations(page)).toEqual([]);
});

it('a device whose clock is days behind is not told how much of the day is left', async () => {
  const page = await open('<p></p>');
  await page.clock.setFixedTime('2026-11-20T12:00:00Z');
  await page.evaluate((html) => {
    document.body.innerHTML = html;
  }, `<main><streak-counter current="3" day-ends-at="2026-11-24T22:15:00Z"></streak-counter></main>`);
  const shown = await textOf(page);
  expect(shown).toContain('No freeze covers today.');
  expect(shown).not.toContain('left today');
});

it.each([
  [1, 'Exactly what is usual for you: 2 a day'],
  [2, 'Twice what is usual for you: 2 a day'],
  [3, '3 times what is usual for you: 2 a day'],
])('a recovery that takes %d times the usual activities says: %s', async (factor, words) => {
  const recovery = { ...someRecovery, needed: factor * someRecovery.normal };
  const page = await open(
    `<streak-recovery recovery='${JSON.stringify(recovery)}'></streak-recovery>`,
  );
  expect(await textOf(page)).toContain(words);
});

it('offers to plan what the program lets users plan', async () => {
  const plan = JSON.stringify({ ...someStreak.plan, pauses: [], restDays: [] });
  const page = await open(`<streak-plan today="2026-11-24" plan='${plan}'></streak-plan>`);
  const rest = page.getByText('Days of rest', { exact: true });
  const pauses = page.getByRole('button', { name: 'Pause these days' });
  await rest.waitFor();
  await page.locator('streak-plan').evaluate((element) => {
    element.setAttribute('rest-days-per-week', '0');
  });
  await rest.waitFor({ state: 'detached' });
  await pauses.waitFor();
  await page.locator('streak-plan').evaluate((element) => {
    element.setAttribute('pause-days-per-year', '0');
  });
  await pauses.waitFor({ state: 'detached' });
});

it('days that were kept say for what, where it matters', async () => {
  const days = ['off-day', 'recovered', 'travel'].map((keptReason, index) => ({
    ...{ day: `2026-11-2${index}`, verdict: 'kept', keptReason, reason: 'Because.' },
    ...{ timeZone: 'UTC', start: '2026-11-23T04:00:00Z', end: '2026-11-24T04:00:00Z' },
    ...{ activities: 0, xp: 0, current: 3, freezes: 0 },
  }));
  const page = await open(
    `<streak-why days='${JSON.stringify([...days, { ...days[0], day: '2026-11-23', verdict: 'open' }])}'></streak-why>`,
  );
  const shown = await textOf(page);
  const titles = ['20 Nov · Day off', '21 Nov · Recovered', '22 Nov · Kept', 'Today · Open'];
  for (const title of titles) expect(shown).toContain(title);
});

it('says that limited places are for users with an account, where the user has none', async () => {
  const page = await open(
    `<streak-challenges challenges='${JSON.stringify([forAccounts])}'></streak-challenges>`,
  );
  await page.getByText('sign in with an account to join').waitFor();
  expect(await page.getByRole('button', { name: 'Join' }).isDisabled()).toBe(true);
  expect(await violations(page)).toEqual([]);
});

it('shows the example of the README', async () => {
  const readme = readFileSync(join(repository, 'README.md'), 'utf8');
  const page = await open(/```html\n([^]*?)```/.exec(readme)?.[1] ?? '');
  expect(await textOf(page)).toMatch(
    /12 days in a row Today counts Freezes held 2 .* 2 days to go/,
  );
});

it.each(['Asia/Kathmandu', 'America/St_Johns'])(
  'times are those of the user’s zone, on a device in %s',
  async (timezoneId) => {
    const page = await open(elements['streak-counter'], { timezoneId });
    expect(await textOf(page)).toContain('until Wed 04:00');
  },
);

it.each([
  ['en-US', 'until Wed 4:00 AM', '1,234'],
  ['de', 'until Mi., 04:00', '1.234'],
  ['fa', 'چهارشنبه', '۱٬۲۳۴'],
])('dates and numbers are written as in %s', async (lang, time, number) => {
  const page = await open(`<div lang="${lang}">${elements['streak-counter']}</div>`);
  const shown = await textOf(page);
  expect(shown).toContain(time);
  expect(shown).toContain(number);
});

it.each([
  ['streak-counter', 'streak-why', 'Why?', null],
  ['streak-calendar', 'streak-month', 'Previous month', { month: '2026-10' }],
  ['streak-leaderboard', 'streak-board', 'All time', { board: 'allTime' }],
  ['streak-leaderboard', 'streak-take-part', 'Leave the leaderboard', { displayName: null }],
  ['streak-recovery', 'streak-recover', 'Start now', undefined],
  ['streak-challenges', 'streak-join', 'Join: A thousand points', { challengeId: 'thousand' }],
  ['streak-share', 'streak-share-open', 'See the cards', {}],
  [
    'streak-plan',
    'streak-cancel-pause',
    'Cancel the pause Thu 24 Dec – Sat 26 Dec',
    { from: '2026-12-24', to: '2026-12-26' },
  ],
  ['streak-plan', 'streak-rest-days', 'Save days of rest', { weekdays: [7] }],
  [
    'streak-log',
    'streak-log',
    'Quiz hard passed +25 XP',
    { type: 'quiz_hard_passed', quantity: 1 },
  ],
  ['streak-time-zone', 'streak-time-zone', 'Change', { timeZone: 'Europe/Berlin', fixed: true }],
  ['streak-sign-in', 'streak-google', 'Continue with Google', null],
] as const)('<%s> tells its page with %s', async (name, event, button, detail) => {
  const page = await open(elements[name]);
  const told = page.evaluate(
    (type) =>
      new Promise((resolve) => {
        document.addEventListener(type, (fired) => {
          resolve((fired as CustomEvent<unknown>).detail);
        });
      }),
    event,
  );
  await page.getByRole('button', { name: button }).click();
  expect(await told).toEqual(detail);
});

it('a challenge is left only by those who say so once more', async () => {
  const page = await open(elements['streak-challenges']);
  const left: unknown[] = [];
  await page.exposeFunction('noteLeft', (detail: unknown) => left.push(detail));
  await page.evaluate(() => {
    const { noteLeft } = globalThis as unknown as { noteLeft: (detail: unknown) => void };
    document.addEventListener('streak-leave', (fired) => {
      noteLeft((fired as CustomEvent<unknown>).detail);
    });
  });
  const leave = page.getByRole('button', { name: 'Leave: 7-day study sprint' });
  const dialog = page.getByRole('dialog', { name: 'Leave “7-day study sprint”?' });
  await leave.click();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await leave.click();
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await leave.click();
  expect(left).toEqual([]);
  await dialog.getByRole('button', { name: 'Leave the challenge' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.evaluate(() => 0);
  expect(left).toEqual([{ challengeId: 'sprint' }]);
});

it.each([
  ['2026-11-24T19:05:00Z', '(3 hours 10 minutes left)'],
  ['2026-11-24T22:10:30Z', '(4 minutes left)'],
  ['2026-11-22T19:05:00Z', undefined],
])('at %s by the device’s clock, %s to win a run back', async (time, left) => {
  const page = await open('<p></p>');
  await page.clock.setFixedTime(time);
  await page.evaluate((html) => {
    document.body.innerHTML = html;
  }, elements['streak-recovery']);
  const shown = (await page.locator('streak-recovery .offer').textContent())?.replaceAll(
    /\s+/g,
    ' ',
  );
  expect(shown).toContain('before Wed 04:00');
  expect(/\(.*left\)/.exec(shown ?? '')?.[0]).toBe(left);
});

it.each([
  ['Asia/Kathmandu', 'Asia/Katmandu', 0],
  ['Asia/Calcutta', 'Asia/Kolkata', 0],
  ['Europe/Berlin', 'Europe/Paris', 1],
])('of %s, a device in %s offers its zone %d times', async (zone, device, times) => {
  const element = `<streak-time-zone time-zone="${zone}" device-zone="${device}"></streak-time-zone>`;
  const page = await open(element);
  await page.getByRole('button', { name: 'Change' }).waitFor();
  expect(await page.getByRole('button', { name: 'Use this device’s' }).count()).toBe(times);
});

it('takes its colours from the page', async () => {
  const page = await open(`<div id="themed">${elements['streak-counter']}</div>`);
  await page.evaluate(() => {
    document.querySelector<HTMLElement>('#themed')?.style.setProperty('--streak-surface', 'navy');
  });
  const colour = await page
    .locator('streak-counter')
    .evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(colour).toBe('rgb(0, 0, 128)');
});

it('says why there is nothing to show, and tells its page when it is to try again', async () => {
  const names = ['insights', 'year', 'challenges', 'notifications', 'leaderboard', 'share'];
  const page = await open(
    [...names, 'calendar']
      .map((name) => `<streak-${name} month="2026-11" problem="Out of reach."></streak-${name}>`)
      .join(''),
  );
  const failed = page.getByRole('alert').filter({ hasText: 'Out of reach.' });
  expect(await failed.count()).toBe(names.length + 1);
  expect(await violations(page)).toEqual([]);
  const told = page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('streak-retry', ({ target }) => {
          resolve((target as Element).localName);
        });
      }),
  );
  await failed.nth(1).getByRole('button', { name: 'Try again' }).click();
  expect(await told).toBe('streak-year');
});

it.each(['light', 'dark'] as const)(
  'no element violates WCAG 2.2 AA, in %s and at 360 px',
  async (colorScheme) => {
    const options = { colorScheme, viewport: { width: 360, height: 740 } };
    const { 'streak-celebration': _fillsTheScreen, ...shown } = elements;
    const page = await open(Object.values(shown).join(''), options);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await violations(page)).toEqual([]);
  },
);

it('says nothing of days, boards and cards that are not known yet', async () => {
  const page = await open(
    `<streak-calendar month="2026-11" today="2026-11-24"></streak-calendar><streak-year></streak-year>
     <streak-leaderboard></streak-leaderboard><streak-share></streak-share>`,
  );
  expect(await textOf(page)).not.toMatch(/\b0\b|active day|Share a card|Nobody|not on the/);
  expect(await page.locator('[aria-busy=true]').count()).toBe(4);
  expect(await violations(page)).toEqual([]);
});
