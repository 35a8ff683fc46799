import { type PushMessage, openAt, showMessage } from '../../web/src/worker/push';
import { shellFor } from '../../web/src/worker/shell';

const ORIGIN = 'https://streaks.test';

async function shownFor(message: PushMessage): Promise<unknown[]> {
  const shown: unknown[] = [];
  const showNotification = (...all: unknown[]) => {
    shown.push(...all);
    return Promise.resolve();
  };
  await showMessage({ showNotification }, message);
  return shown;
}

it('shows a message with its words, in the place of one about the same, and remembers where it leads', async () => {
  const shown = await shownFor({
    notification: { title: '12 days', body: 'Still there.', tag: 'at-risk' },
    fcmOptions: { link: `${ORIGIN}/?open=streak` },
  });
  expect(shown).toEqual([
    '12 days',
    {
      ...{ body: 'Still there.', tag: 'at-risk', dir: 'auto', icon: '/icon-192.png' },
      ...{ badge: '/icon.svg', data: { link: `${ORIGIN}/?open=streak` } },
    },
  ]);
});

it('shows a message without words of its own all the same: a browser asks for one', async () => {
  expect(await shownFor({})).toMatchObject(['Firestreak', { data: { link: '/' } }]);
});

it.each([
  [`${ORIGIN}/?open=day&id=2026-11-24`, `${ORIGIN}/?open=day&id=2026-11-24`],
  ['/', `${ORIGIN}/`],
  ['https://elsewhere.test/', ORIGIN],
  [undefined, `${ORIGIN}/`],
])('a message that leads to %s opens %s', async (link, opened) => {
  const asked: string[] = [];
  const clients = {
    matchAll: () => Promise.resolve([]),
    openWindow: (url: string) => {
      asked.push(url);
      return Promise.resolve(null);
    },
  } as unknown as Clients;
  await openAt(clients, { link }, ORIGIN);
  expect(asked).toEqual([opened]);
});

it('goes there in the page that is open already', async () => {
  const asked: string[] = [];
  const window = {
    focus: () => Promise.resolve(window),
    navigate: (url: string) => {
      asked.push(url);
      return Promise.resolve(null);
    },
  };
  const clients = { matchAll: () => Promise.resolve([window]) } as unknown as Clients;
  await openAt(clients, { link: '/?open=streak' }, ORIGIN);
  expect(asked).toEqual([`${ORIGIN}/?open=streak`]);
});

it.each([
  ['GET', '/', 'navigate', true],
  ['GET', '/?open=streak', 'navigate', true],
  ['GET', '/assets/page-1.js', 'cors', true],
  ['GET', '/__/firebase/init.js?useEmulator=true', 'no-cors', true],
  ['GET', '/s/abc', 'navigate', false],
  ['GET', '/s/abc.png', 'no-cors', false],
  ['GET', '/__/auth/handler', 'navigate', false],
  ['POST', '/', 'cors', false],
  ['GET', 'https://elsewhere.test/assets/page-1.js', 'cors', false],
] as const)('%s %s (%s) is part of the page: %s', (method, path, mode, isPart) => {
  const { href: url } = new URL(path, ORIGIN);
  expect(shellFor({ method, url, mode }, ORIGIN) !== undefined).toBe(isPart);
});
