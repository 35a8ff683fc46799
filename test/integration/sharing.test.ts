import type { Firestore } from 'firebase-admin/firestore';
import {
  createShareContract,
  type CreateShareRequest,
  type CreateShareResponse,
  type ListSharesResponse,
} from '../../functions/src/contracts/shares';
import { newShareId } from '../../functions/src/documents/share';
import { noOutages } from '../../functions/src/engine/outages';
import type * as Sharing from '../../functions/src/features/sharing/createShare';
import { showShare } from '../../functions/src/features/sharing/showShare';
import { wordsWith } from '../../functions/src/features/sharing/words';
import { catalogues } from '../../functions/src/languages/catalogues';
import { loadTemplates } from '../../functions/src/platform/template';
import type * as Platform from '../../functions/src/platform/firestore';
import { keepingLast, renderPng } from '../../functions/src/platform/renderPng';
import { program } from '../../functions/src/program';
import { type App, startApp } from './app';

let app: App;
let shareId: string;
let number = 0;

beforeAll(async () => {
  app = await startApp();
  app.at('2026-03-02T12:00:00Z');
  await app.log('ada', { timeZone: 'Europe/Berlin' });
});

afterAll(() => app.close());

const words = async () => wordsWith(await loadTemplates(), catalogues);
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
      words,
    },
    {
      path: `/s/${path}`,
      hasQuery: false,
      method: 'GET',
      userAgent: 'Mozilla/5.0 Firefox/140.0',
      ifNoneMatch: undefined,
      acceptLanguage: 'de',
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
    'language',
    'name',
    'streak',
    'strip',
    'theme',
  ]);
  expect(stored?.['card']).toMatchObject({ strip: { last: '2026-03-02', open: 1 } });
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

test('an image has one address: with a query it is said where it is, and nothing is read or drawn', async () => {
  const at = '2026-03-02T13:00:00Z';
  const untouched = {
    render: () => Promise.reject(new Error('drawn')),
    get db(): never {
      throw new Error('read');
    },
  };
  const ask = (path: string, hasQuery: boolean) =>
    showShare(
      {
        ...{ now: () => Date.parse(at), base: 'https://example.com/s', random: Math.random },
        ...{ render: untouched.render, appUrl: 'https://example.com', words },
        get db() {
          return untouched.db;
        },
      },
      {
        ...{ path: `/s/${path}`, hasQuery, method: 'GET', userAgent: undefined },
        ...{ ifNoneMatch: undefined, acceptLanguage: '', correlationId: 'c' },
      },
    );
  for (const part of ['card.png', 'square.png']) {
    const answer = await ask(`${shareId}/${part}`, true);
    expect(answer).toMatchObject({
      status: 308,
      headers: { Location: `https://example.com/s/${shareId}/${part}` },
      body: '',
    });
    expect(answer.headers['Cache-Control']).toMatch(/^public/);
  }
  const elsewhere = [
    'CARD.PNG',
    'card.png/',
    'card.png/x',
    'c%61rd.png',
    'card.png;x=1',
    'toString',
  ];
  for (const part of elsewhere) {
    expect((await ask(`${shareId}/${part}`, false)).status).toBe(404);
    expect((await ask(`${shareId}/${part}`, true)).status).toBe(404);
  }
  expect((await ask(`/${shareId}/card.png`, false)).status).toBe(404);
});

test('an instance draws an image once, however many ask and at whatever instant', async () => {
  let drawn = 0;
  const render = keepingLast(async (svg) => {
    drawn += 1;
    if (svg.includes('broken')) throw new Error('broken');
    await Promise.resolve();
    return Buffer.from(svg);
  }, 3);
  await Promise.all(Array.from({ length: 20 }, () => render('a')));
  await render('a');
  expect(drawn).toBe(1);
  for (const svg of ['b', 'c', 'a', 'd', 'a']) await render(svg); // b was asked for longest ago
  expect(drawn).toBe(4);
  await render('b');
  expect(drawn).toBe(5);
  await expect(render('broken')).rejects.toThrow('broken');
  await expect(render('broken')).rejects.toThrow('broken');
  expect(drawn).toBe(7);
});

const id = (prefix: string) => `${prefix}-${(number += 1)}`;
const list = async (uid: string, after?: string) =>
  (await app.call(uid, 'listShares', {
    ...(after !== undefined && { after }),
  })) as ListSharesResponse;
const newcomer = async (): Promise<string> => {
  const uid = id('person');
  await app.log(uid, { timeZone: 'Europe/Berlin' });
  await app.call(uid, 'setLeaderboardProfile', { displayName: 'Learner' });
  return uid;
};
const share = async (uid: string, request: object = {}) =>
  (await app.call(uid, 'createShare', { fields: ['streak'], ...request })) as CreateShareResponse;

describe('a request that comes again', () => {
  test('makes one card, however many come at once, and each is answered with it', async () => {
    const uid = await newcomer();
    const request = { requestId: id('pressed'), fields: ['streak', 'name', 'calendar'] };
    const made = await Promise.all(Array.from({ length: 8 }, () => share(uid, request)));
    for (const answer of made) expect(answer).toEqual(made[0]);
    expect((await app.db.collection('shares').where('uid', '==', uid).get()).size).toBe(1);
    expect((await list(uid)).shares.map(({ shareId: listed }) => listed)).toEqual([
      made[0]?.shareId,
    ]);
  });

  test('makes one card in several instances, of which none knows the others', async () => {
    const uid = await newcomer();
    const fields = { requestId: id('pressed'), fields: ['streak'] };
    const request = createShareContract.request.parse(fields);
    const instances = Array.from({ length: 4 }, instanceOfItsOwn);
    const made = await Promise.all(instances.map((instance) => instance.share(uid, request)));
    await Promise.all(instances.map(({ end }) => end()));
    expect(new Set(made.map((answer) => answer.shareId)).size).toBe(1);
    expect((await list(uid)).shares).toHaveLength(1);
  });

  test('is answered with the first card also later, in any order of fields, and when it is revoked', async () => {
    const uid = await newcomer();
    const requestId = id('pressed');
    const first = await share(uid, { requestId, fields: ['streak', 'name'] });
    await app.log(uid);
    expect(await share(uid, { requestId, fields: ['name', 'streak'], days: 30 })).toEqual(first);
    await app.call(uid, 'revokeShare', { shareId: first.shareId });
    const again = await share(uid, { requestId, fields: ['streak', 'name'] });
    expect(again).toEqual({ ...first, revokedAt: '2026-03-02T12:00:00.000Z' });
    expect((await list(uid)).shares).toEqual([]);
  });

  test.each([
    ['fields', { fields: ['streak', 'name'] }],
    ['a headline', { kind: 'level', fields: ['level'] }],
    ['a theme', { theme: 'dark' }],
    ['days', { days: 7 }],
  ])(
    'with other %s is refused: nobody is told that what they left out is shown',
    async (_, other) => {
      const uid = await newcomer();
      const requestId = id('pressed');
      await share(uid, { requestId });
      await expect(share(uid, { requestId, ...other })).rejects.toMatchObject({
        code: 'already-exists',
        details: { reason: 'share-exists' },
      });
      expect((await list(uid)).shares).toHaveLength(1);
    },
  );

  test('is the caller’s own: of somebody else it makes another card, whose id says nothing', async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    const requestId = id('pressed');
    const cards = [await share(one, { requestId }), await share(other, { requestId })];
    expect(cards[0]?.shareId).not.toBe(cards[1]?.shareId);
    for (const card of cards) expect(card.shareId).toMatch(/^[\w-]{16}$/);
  });

  test.each(['', 'a/b', '..', '__x__', 'x'.repeat(65), 'ada lovelace'])(
    'with the id %j is refused',
    async (requestId) => {
      await expect(create({ requestId })).rejects.toMatchObject({
        details: { reason: 'malformed-request' },
      });
    },
  );
});

describe('the list of one’s cards', () => {
  test('has all that can be seen, with what they show and how they do, and no other', async () => {
    const uid = await newcomer();
    const [short, long, revoked] = [
      await share(uid, { days: 1 }),
      await share(uid, { days: 9, theme: 'dark', kind: 'level', fields: ['level', 'name'] }),
      await share(uid, { days: 5 }),
    ];
    await app.call(uid, 'revokeShare', { shareId: revoked.shareId });
    await share(await newcomer());
    await show(long.shareId, '2026-03-02T13:00:00Z');
    const { revokedAt: _, ...asMade } = long;
    const both = await list(uid);
    expect(both).toMatchObject({ next: null });
    expect(both.shares).toEqual([
      { ...asMade, totals: { views: 1, botViews: 0, clicks: 0, shares: 0 } },
      expect.objectContaining({ shareId: short.shareId }),
    ]);
    expect(asMade).toMatchObject({ theme: 'dark', kind: 'level', fields: ['name', 'level'] });
    app.at('2026-03-03T12:00:00Z'); // a day later, to the millisecond
    expect((await list(uid)).shares.map((each) => each.shareId)).toEqual([long.shareId]);
    app.at('2026-03-02T12:00:00Z');
  });

  test('comes in pages, each card on one of them', async () => {
    const uid = await newcomer();
    const { shareId: one } = await share(uid);
    const stored = (await app.db.doc(`shares/${one}`).get()).data() ?? {};
    const batch = app.db.batch();
    for (let n = 0; n < 44; n += 1) batch.set(app.db.doc(`shares/${newShareId()}`), stored);
    await batch.commit();
    const seen: string[] = [];
    const sizes: number[] = [];
    for (let next: string | null | undefined; next !== null;) {
      const page: ListSharesResponse = await list(uid, next);
      seen.push(...page.shares.map((each) => each.shareId));
      sizes.push(page.shares.length);
      next = page.next;
    }
    expect(sizes).toEqual([20, 20, 5]);
    expect(new Set(seen).size).toBe(45);
  });

  test('goes on after no card of somebody else’s, nor one that is none', async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    const { shareId: theirs } = await share(one);
    for (const after of [theirs, 'AAAAAAAAAAAAAAAA']) {
      await expect(list(other, after)).rejects.toMatchObject({
        details: { reason: 'unknown-share' },
      });
    }
    await expect(list(other, '../users/ada')).rejects.toMatchObject({
      details: { reason: 'malformed-request' },
    });
  });
});

describe('who leaves the leaderboard', () => {
  const leave = (uid: string, more: object = {}) =>
    app.call(uid, 'setLeaderboardProfile', { displayName: null, ...more });

  test('is told how many cards are still public, and ends them if they will', async () => {
    const uid = await newcomer();
    const cards = [await share(uid), await share(uid, { days: 2 }), await share(uid)];
    await app.call(uid, 'revokeShare', { shareId: cards[0]?.shareId });
    expect(await leave(uid)).toEqual({ displayName: null, publicShares: 2 });
    expect((await show(cards[1]?.shareId ?? '', '2026-03-02T13:00:00Z')).status).toBe(200);
    expect(await leave(uid, { revokeShares: true })).toEqual({
      displayName: null,
      publicShares: 0,
    });
    expect(await leave(uid, { revokeShares: true })).toEqual({
      displayName: null,
      publicShares: 0,
    });
    for (const { shareId: each } of cards) {
      expect((await show(each, '2026-03-02T13:00:00Z')).status).toBe(410);
    }
  });

  test('leaves no card behind that was being made meanwhile', async () => {
    const uid = await newcomer();
    await Promise.allSettled([
      share(uid),
      share(uid, { fields: ['streak', 'calendar'] }),
      leave(uid, { revokeShares: true }),
      share(uid),
      share(uid),
    ]);
    expect(await leave(uid)).toMatchObject({ publicShares: 0 });
  });

  test('ends more cards than a commit holds', async () => {
    const uid = await newcomer();
    const { shareId: one } = await share(uid);
    const stored = (await app.db.doc(`shares/${one}`).get()).data() ?? {};
    const batch = app.db.batch();
    for (let n = 0; n < 230; n += 1) batch.set(app.db.doc(`shares/${newShareId()}`), stored);
    await batch.commit();
    expect(await leave(uid, { revokeShares: true })).toMatchObject({ publicShares: 0 });
  });

  test('may not end cards while they stay, so that nobody does by mistake', async () => {
    const uid = await newcomer();
    await share(uid);
    const stay = { displayName: 'Learner', revokeShares: true };
    await expect(app.call(uid, 'setLeaderboardProfile', stay)).rejects.toMatchObject({
      details: { reason: 'malformed-request' },
    });
    expect((await list(uid)).shares).toHaveLength(1);
  });
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
  await create({ requestId: 'pressed' }).catch(() => undefined);
  const theirs = await app.db.collection('shares').where('uid', '!=', 'ada').get();
  await Promise.all(theirs.docs.map(({ ref }) => ref.delete()));
  await app.call('ada', 'deleteMyData');
  await app.host.idle();
  expect((await app.db.collection('shares').get()).size).toBe(0);
  const left = await app.db.collectionGroup('shareCounters').get();
  expect(left.docs.filter((each) => each.get('uid') === 'ada')).toEqual([]);
  expect((await app.db.collection('users/ada/shareRequests').get()).size).toBe(0);
});

/** `createShare` with modules and connections of its own, as another function instance has them. */
function instanceOfItsOwn() {
  const loaded: { db: Firestore; sharing: typeof Sharing }[] = [];
  jest.isolateModules(() => {
    const platform = jest.requireActual<typeof Platform>('../../functions/src/platform/firestore');
    const sharing = jest.requireActual<typeof Sharing>(
      '../../functions/src/features/sharing/createShare',
    );
    loaded.push({ db: platform.database(), sharing });
  });
  const [instance] = loaded;
  if (!instance) throw new Error('The modules were not loaded.');
  const { db, sharing } = instance;
  const now = () => Date.parse('2026-03-02T12:00:00Z');
  const rules = { program, now, outages: noOutages, random: Math.random };
  const ledgerOf = () => Promise.resolve(new Map<string, never>());
  const place = { base: 'https://example.com/s', newId: newShareId, hasNames: true, words };
  const deps = { db, ...rules, ledgerOf, ...place };
  return {
    share: (uid: string, request: CreateShareRequest) =>
      sharing.createShare(deps, { uid, correlationId: 'race' }, request),
    end: () => db.terminate(),
  };
}
