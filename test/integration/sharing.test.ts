import type { CreateShareResponse } from '../../functions/src/sharing/contract';
import { renderPng } from '../../functions/src/platform/renderPng';
import { showShare } from '../../functions/src/sharing/showShare';
import { type App, startApp } from './app';

let app: App;
let shareId: string;

beforeAll(async () => {
  app = await startApp();
  app.at('2026-03-02T12:00:00Z');
  await app.log('ada', { timeZone: 'Europe/Berlin' });
});

afterAll(() => app.close());

const create = (request: object = {}) =>
  app.call('ada', 'createShare', { fields: ['streak', 'name', 'calendar'], ...request });
const show = (path: string, at: string, request = {}) =>
  showShare(
    {
      db: app.db,
      now: () => Date.parse(at),
      base: 'https://example.com/s',
      random: Math.random,
      render: renderPng,
      appUrl: 'https://example.com',
    },
    {
      path: `/s/${path}`,
      method: 'GET',
      userAgent: 'Mozilla/5.0 Firefox/140.0',
      ifNoneMatch: undefined,
      correlationId: 'c',
      ...request,
    },
  );

test('who is shown to nobody shares nothing', async () => {
  await expect(create()).rejects.toMatchObject({ details: { reason: 'private-user' } });
});

test('a card holds the chosen fields and nothing else, and its headline must be chosen', async () => {
  await app.call('ada', 'setLeaderboardProfile', { displayName: 'Ada' });
  const made = (await create()) as CreateShareResponse;
  shareId = made.shareId;
  const stored = (await app.db.doc(`shares/${shareId}`).get()).data();
  expect(Object.keys(stored?.['card'] as object).sort()).toEqual([
    'calendar',
    'kind',
    'name',
    'streak',
    'theme',
  ]);
  await expect(create({ fields: ['name'] })).rejects.toMatchObject({
    details: { reason: 'malformed-request' },
  });
});

test('page, images and the way to the app are shown; people and programs are counted apart', async () => {
  const at = '2026-03-02T13:00:00Z';
  const page = await show(shareId, at);
  expect([page.status, page.headers['Cache-Control']]).toEqual([200, 'no-store']);
  await show(shareId, at, { userAgent: 'Twitterbot/1.0' });
  await show(shareId, at, { method: 'HEAD' });
  expect(await show(`${shareId}/go`, at)).toMatchObject({
    status: 302,
    headers: { Location: 'https://example.com' },
  });
  const image = await show(`${shareId}/card.png`, at);
  expect(image.status).toBe(200);
  const known = await show(`${shareId}/card.png`, at, { ifNoneMatch: image.headers['ETag'] });
  expect(known.status).toBe(304);
  const { totals } = (await app.call('ada', 'trackShare', { shareId, via: 'x' })) as {
    totals: object;
  };
  expect(totals).toEqual({ views: 1, botViews: 1, clicks: 1, shares: 1 });
});

test('a card is nobody else’s to track or revoke', async () => {
  for (const name of ['trackShare', 'revokeShare'] as const) {
    const call = app.call('eve', name, { shareId });
    await expect(call).rejects.toMatchObject({ details: { reason: 'unknown-share' } });
  }
});

test('an expired card is gone, as is a revoked one, once for all', async () => {
  expect((await show(shareId, '2026-04-02T12:00:01Z')).status).toBe(410);
  const revoke = () => app.call('ada', 'revokeShare', { shareId });
  const [first, second] = await Promise.all([revoke(), revoke()]);
  expect(second).toEqual(first);
  for (const part of ['', '/card.png', '/go']) {
    expect((await show(`${shareId}${part}`, '2026-03-02T13:00:00Z')).status).toBe(410);
  }
  expect((await show('AAAAAAAAAAAAAAAA', '2026-03-02T13:00:00Z')).status).toBe(404);
});

test('cards and their counters go with the user', async () => {
  await app.call('ada', 'deleteMyData');
  await app.host.idle();
  expect((await app.db.collection('shares').get()).size).toBe(0);
  expect((await app.db.collectionGroup('shareCounters').get()).size).toBe(0);
});
