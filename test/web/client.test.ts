import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import type { ActivityQueue } from '../../client/src';
import { repository } from '../../local/suite/repository';
import { closeContexts, launch, openPage } from './browser';

/** What answers where the functions should be. */
type Mode = 'functions' | 'nothing deployed' | 'overloaded' | 'refusing';

const folder = mkdtempSync(join(tmpdir(), 'firestreak-'));
let browser: Browser;
let site: Server;
let backend: Server;
let mode: Mode;
let sent: { activityId: string; ageMs: number }[];

const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

beforeAll(async () => {
  const vite = join(repository, 'node_modules/vite/bin/vite.js');
  const options = ['--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', join(__dirname, 'client'), ...options],
    {
      env,
    },
  );
  site = await listening(
    createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://site');
      const script = readdirSync(join(folder, 'assets')).find((name) => pathname.endsWith(name));
      response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
      response.end(readFileSync(join(folder, script ? `assets/${script}` : 'index.html')));
    }),
  );
  backend = await listening(
    createServer((request, response) => {
      // Google's front end answers without CORS headers, be it for a preflight.
      if (mode === 'nothing deployed') return response.writeHead(404).end('<html></html>');
      if (mode === 'overloaded') return response.writeHead(503).end('<html></html>');
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', '*');
      response.setHeader('content-type', 'application/json');
      if (request.method === 'OPTIONS') return response.writeHead(204).end();
      if (request.method !== 'POST') return response.writeHead(400).end('{}');
      return void json(request).then((body) => {
        const { data } = body as { data: (typeof sent)[number] };
        sent.push(data);
        const details = { reason: 'out-of-range' };
        const error = { status: 'OUT_OF_RANGE', message: 'Too old.', details };
        if (mode === 'refusing') return response.writeHead(400).end(JSON.stringify({ error }));
        return response.end(JSON.stringify({ result: { activityId: data.activityId } }));
      });
    }),
  );
  browser = await launch();
});

beforeEach(() => {
  mode = 'functions';
  sent = [];
});

afterEach(() => closeContexts(browser));

afterAll(async () => {
  await browser.close();
  for (const server of [site, backend]) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true });
});

const url = () => `http://127.0.0.1:${portOf(site)}/?functions=${portOf(backend)}`;

async function openApp(time?: number): Promise<{ page: Page; errors: string[] }> {
  const opened = await openPage(browser, {});
  if (time !== undefined) await opened.page.clock.install({ time });
  await opened.page.goto(url());
  await ready(opened.page);
  return opened;
}

const ready = (page: Page) => page.waitForFunction(() => 'queue' in globalThis);

/** Does something with the queue of the page's app. @returns what becomes of it, as `reason` if it rejects */
const ask = (page: Page, what: 'log' | 'flush' | 'waiting' | 'refused', id = 'a') =>
  page.evaluate(
    async ([method, activityId]) => {
      const { queue } = globalThis as unknown as { queue: ActivityQueue };
      const activity = { type: 'quiz_hard_passed', activityId };
      const asked: Promise<unknown> = method === 'log' ? queue.log(activity) : queue[method]();
      return asked.then(
        (result) => result ?? null,
        (error: unknown) => ({ rejected: (error as { reason?: unknown }).reason }),
      );
    },
    [what, id] as const,
  );

it('tells the developer of a function that is missing, which looks to a page like no network', async () => {
  mode = 'nothing deployed';
  const { page, errors } = await openApp();
  expect(await ask(page, 'log')).toMatchObject({ status: 'waiting' });
  expect(await ask(page, 'flush')).toEqual({ rejected: 'misconfigured' });
  expect(await ask(page, 'flush')).toEqual({ rejected: 'misconfigured' });
  const told = errors.filter((error) => error.includes('Firestreak:'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(`127.0.0.1:${portOf(backend)}/demo-app/us-central1/logActivity`);
  mode = 'functions';
  await ask(page, 'flush');
  expect(sent).toMatchObject([{ activityId: 'a' }]);
  expect(await ask(page, 'waiting')).toEqual([]);
});

it('waits without a word for a function that is overloaded for a moment, and for the network', async () => {
  mode = 'overloaded';
  const { page, errors } = await openApp();
  expect(await ask(page, 'log')).toMatchObject({ status: 'waiting' });
  mode = 'functions';
  expect(await ask(page, 'flush')).toBeNull();
  await page.context().setOffline(true);
  expect(await ask(page, 'log', 'b')).toEqual({ status: 'waiting', activityId: 'b' });
  await page.context().setOffline(false);
  await page.waitForFunction(async () => {
    const { queue } = globalThis as unknown as { queue: ActivityQueue };
    return (await queue.waiting()).length === 0;
  });
  expect(sent.map(({ activityId }) => activityId)).toEqual(['a', 'b']);
  expect(errors.filter((error) => error.includes('Firestreak:'))).toEqual([]);
});

it.each([
  ['ten minutes ahead', 600_000],
  ['a day ahead', 86_400_000],
  ['three days behind', -3 * 86_400_000],
  ['in 2038', Date.UTC(2038, 0, 19) - Date.now()],
])(
  'sends how long ago it was, over a restart, from a device whose clock is %s',
  async (_, skew) => {
    const { page } = await openApp(Date.now() + skew);
    await page.context().setOffline(true);
    expect(await ask(page, 'log')).toMatchObject({ status: 'waiting' });
    await page.clock.fastForward(9 * 3_600_000); // asleep
    await page.context().setOffline(false);
    await page.reload();
    await ready(page);
    await ask(page, 'flush');
    expect(sent.length).toBeGreaterThan(0); // again when leaving has cut off the answer
    for (const { ageMs } of sent) {
      expect(ageMs).toBeGreaterThanOrEqual(9 * 3_600_000);
      expect(ageMs).toBeLessThan(9 * 3_600_000 + 60_000);
    }
  },
);

it('keeps what was refused over a restart, until it is acknowledged', async () => {
  mode = 'refusing';
  const { page } = await openApp();
  expect(await ask(page, 'log')).toMatchObject({ status: 'refused' });
  await page.reload();
  await ready(page);
  expect(await ask(page, 'refused')).toMatchObject([
    { activityId: 'a', refusal: { reason: 'out-of-range', message: 'Too old.' } },
  ]);
  await page.evaluate(() =>
    (globalThis as unknown as { queue: ActivityQueue }).queue.acknowledge('a'),
  );
  expect(await ask(page, 'refused')).toEqual([]);
  expect(sent).toHaveLength(1);
});
