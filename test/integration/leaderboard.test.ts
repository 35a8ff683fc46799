import type { Firestore } from 'firebase-admin/firestore';
import type { GetLeaderboardResponse } from '../../functions/src/leaderboard/contract';
import { program } from '../../functions/src/program';
import { buildLeaderboards } from '../../functions/src/leaderboard/buildLeaderboards';
import { stableHash } from '../../functions/src/leaderboard/score';
import { type App, startApp } from './app';

let app: App;
let user: string;
let number = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const appear = (displayName: unknown) => app.call(user, 'setLeaderboardProfile', { displayName });
const profile = async () => (await app.db.doc(`users/${user}`).get()).get('profile') as unknown;

describe('a profile', () => {
  beforeEach(async () => {
    number += 1;
    user = `person${number}`;
    app.at('2026-03-02T12:00:00Z');
    await app.log(user, { timeZone: 'Europe/Berlin' });
  });

  test('is there once its user has opted in, can be renamed, and goes when they opt out', async () => {
    expect(await profile()).toBeUndefined();
    expect(await appear('  Ada  L.')).toEqual({ displayName: 'Ada L.' });
    expect(await profile()).toEqual({ displayName: 'Ada L.' });
    expect(await appear('Countess')).toEqual({ displayName: 'Countess' });
    expect(await profile()).toEqual({ displayName: 'Countess' });
    expect(await appear(null)).toEqual({ displayName: null });
    expect(await profile()).toBeNull();
    expect(await app.call(user, 'getStreak')).toMatchObject({ current: 1 });
  });

  test('stays while its user acts', async () => {
    await appear('Ada');
    await Promise.all([
      app.log(user),
      app.log(user),
      app.call(user, 'setTimeZone', { timeZone: 'Asia/Tokyo' }),
    ]);
    expect(await profile()).toEqual({ displayName: 'Ada' });
    expect(await app.call(user, 'getStreak')).toMatchObject({ activities: 3 });
  });

  test.each([
    ['a name that is too short', 'A', 'unsuitable-name'],
    ['a reserved name', 'Admin', 'unsuitable-name'],
    ['no name', undefined, 'malformed-request'],
    ['a number', 7, 'malformed-request'],
    ['a book', 'x'.repeat(501), 'malformed-request'],
  ])('%s is refused and changes nothing', async (_, name, reason) => {
    await appear('Ada');
    await expect(appear(name)).rejects.toMatchObject({ details: { reason } });
    expect(await profile()).toEqual({ displayName: 'Ada' });
  });

  test('needs a user whose zone is known', async () => {
    const call = app.call('nobody', 'setLeaderboardProfile', { displayName: 'Ada' });
    await expect(call).rejects.toMatchObject({ details: { reason: 'time-zone-unset' } });
  });
});

describe('boards', () => {
  const admin = { uid: 'root', claims: { admin: true } };
  const as = (uid: string) => (board: string) =>
    app.call(uid, 'getLeaderboard', { board }) as Promise<GetLeaderboardResponse>;
  const rebuild = () => app.host.call('rebuildLeaderboards', {}, admin);
  const ranks = ({ entries }: GetLeaderboardResponse) =>
    entries.map(({ rank, displayName }) => `${rank} ${displayName}`);

  async function lived(uid: string, displayName: string | null, days: readonly number[]) {
    for (const day of days) {
      app.at(`2026-03-0${day}T${displayName === 'Cleo' ? '13' : '12'}:00:00Z`);
      await app.log(uid, { timeZone: 'Etc/UTC' });
    }
    if (displayName !== null) await app.call(uid, 'setLeaderboardProfile', { displayName });
  }

  beforeAll(async () => {
    await app.backend.clear();
    await lived('cleo', 'Cleo', [2, 3]);
    await lived('ada', 'Ada', [2, 3, 4]);
    await lived('ben', 'Ben', [2, 3]);
    await lived('dan', 'Dan', [3]);
    await lived('hidden', null, [2, 3, 4]);
    app.at('2026-03-04T14:00:00Z');
    await rebuild();
  });

  test.each(['weekly', 'monthly', 'allTime'])(
    '%s: those who take part, ranked, with the rule and the place of the caller',
    async (board) => {
      const shown = await as('dan')(board);
      expect(ranks(shown)).toEqual(['1 Ada', '2 Ben', '2 Cleo', '4 Dan']);
      expect(shown).toMatchObject({
        total: 4,
        builtAt: '2026-03-04T14:00:00.000Z',
        rule: { ties: 'first-reached', ranks: 'competition' },
        you: { displayName: 'Dan', rank: 4 },
      });
      expect(shown.you?.neighbours).toEqual(shown.entries);
      expect(shown.entries.map(({ isYou }) => isYou)).toEqual([false, false, false, true]);
      const unseen = await as('hidden')(board);
      expect([unseen.you, ranks(unseen)]).toEqual([null, ranks(shown)]);
    },
  );

  test('a late activity counts for the caller at once', async () => {
    app.at('2026-03-04T15:00:00Z');
    await app.log('dan', { occurredAt: '2026-03-02T20:00:00Z' });
    const { you } = await as('dan')('weekly');
    expect(you).toMatchObject({ rank: 2 });
    const ranked = you?.neighbours.map(({ rank, displayName }) => `${rank} ${displayName}`);
    expect(ranked?.sort()).toEqual(['1 Ada', '2 Ben', '2 Cleo', '2 Dan']);
  });

  test('whoever is renamed or leaves is so at once, also on what was published', async () => {
    app.at('2026-03-04T15:00:00Z');
    await app.call('ben', 'setLeaderboardProfile', { displayName: 'Benedict' });
    expect(ranks(await as('ada')('weekly'))).toContain('2 Benedict');
    await app.call('ben', 'setLeaderboardProfile', { displayName: null });
    for (const board of ['weekly', 'monthly', 'allTime']) {
      const { entries, total, you } = await as('ada')(board);
      expect(entries.map(({ displayName }) => displayName)).toHaveLength(3);
      expect(total).toBe(3);
      expect(JSON.stringify(you)).not.toContain('Bened');
    }
    await app.log('ben');
    await rebuild();
    expect(JSON.stringify(await as('ada')('weekly'))).not.toContain('Bened');
    expect((await app.db.doc('users/ben').get()).get('board')).toBeNull();
    expect((await app.db.doc('users/hidden').get()).get('board')).toBeUndefined();
  });

  describe('a build that somebody changes their mind during', () => {
    const now = Date.parse('2026-03-04T15:00:00Z');
    const deps = (db: Firestore) => ({ db, program, now: () => now });

    /** The store, to a build that has read its members; `act` happens before or after a board is written. */
    const acting = (when: 'before' | 'after', act: () => Promise<unknown>): Firestore =>
      new Proxy(app.db, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== 'function') return value;
          if (name !== 'doc') return value.bind(target) as unknown;
          return (path: string) => {
            const document = target.doc(path);
            const set = document.set.bind(document);
            return path.startsWith('leaderboards/')
              ? Object.assign(document, {
                  set: async (data: object) => {
                    if (when === 'before') await act();
                    await set(data);
                    if (when === 'after') await act();
                  },
                })
              : document;
          };
        },
      });

    const published = async () => {
      const { docs } = await app.db.collection('leaderboards').get();
      return JSON.stringify(docs.map((board) => board.data()));
    };

    beforeEach(async () => {
      app.at('2026-03-04T15:00:00Z');
      number += 1;
      user = `fickle${number}`;
      await app.log(user, { timeZone: 'Etc/UTC' });
      await appear(`Fickle ${number}`);
    });

    afterEach(() => appear(null));

    test.each([
      ['leaves', 'before', null],
      ['leaves', 'after', null],
      ['takes another name', 'before', 'Steady'],
      ['takes another name', 'after', 'Steady'],
    ] as const)('who %s %s a board is written is shown as they then want', async (_, when, to) => {
      await buildLeaderboards(deps(acting(when, () => appear(to && `${to} ${number}`))));
      const boards = await published();
      expect(boards).not.toContain(`Fickle ${number}`);
      if (to) expect(boards).toContain(`${to} ${number}`);
      else expect(boards).not.toContain(stableHash(user));
    });

    test('who leaves while several builds run is on no board when they have ended', async () => {
      const fickle = [`${user}a`, `${user}b`, `${user}c`, `${user}d`];
      for (const uid of fickle) {
        await app.log(uid, { timeZone: 'Etc/UTC' });
        await app.call(uid, 'setLeaderboardProfile', { displayName: `Moody ${number}` });
      }
      await Promise.all([
        ...[1, 2, 3].map(() => buildLeaderboards(deps(app.db))),
        ...fickle.map((uid) => app.call(uid, 'setLeaderboardProfile', { displayName: null })),
      ]);
      const boards = await published();
      for (const uid of fickle) expect(boards).not.toContain(stableHash(uid));
      expect(boards).not.toContain('Moody');
    });
  });

  test('a new week starts empty, and the last one stays', async () => {
    app.at('2026-03-09T12:00:00Z');
    expect(await as('ada')('weekly')).toMatchObject({ period: '2026-W11', entries: [], total: 0 });
    const request = { board: 'weekly', period: '2026-W10' };
    const last = (await app.call('ada', 'getLeaderboard', request)) as GetLeaderboardResponse;
    expect(last.entries.map(({ displayName }) => displayName)).toHaveLength(3);
    await app.log('ada');
    await rebuild();
    expect(ranks(await as('ada')('weekly'))).toEqual(['1 Ada']);
  });

  test('only an administrator has them built', async () => {
    await expect(app.call('ada', 'rebuildLeaderboards')).rejects.toMatchObject({
      details: { reason: 'admin-required' },
    });
  });

  test.each([
    ['a board that is none', { board: 'daily' }],
    ['a period that is none', { board: 'weekly', period: 'now' }],
  ])('%s is refused', async (_, request) => {
    await expect(app.call('ada', 'getLeaderboard', request)).rejects.toMatchObject({
      details: { reason: 'malformed-request' },
    });
  });
});
