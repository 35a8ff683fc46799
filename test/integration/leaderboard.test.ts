import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import type { GetLeaderboardResponse } from '../../functions/src/contracts/leaderboards';
import { program } from '../../functions/src/program';
import { buildLeaderboards } from '../../functions/src/features/leaderboards/buildLeaderboards';
import { entriesOnBoards } from '../../functions/src/features/leaderboards/correctBoards';
import { stableHash } from '../../functions/src/contracts/ids';
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
    expect(await appear('  Ada  L.')).toEqual({ displayName: 'Ada L.', publicShares: 0 });
    expect(await profile()).toEqual({ displayName: 'Ada L.' });
    expect(await appear('Countess')).toEqual({ displayName: 'Countess', publicShares: 0 });
    expect(await profile()).toEqual({ displayName: 'Countess' });
    expect(await appear(null)).toEqual({ displayName: null, publicShares: 0 });
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

  test('of an earlier version keeps its name, which would be refused now, until its user changes it', async () => {
    await appear('Ada');
    await app.db.doc(`users/${user}`).update({ profile: { displayName: 'evil.com' } });
    await app.log(user);
    expect(await profile()).toEqual({ displayName: 'evil.com' });
    await expect(appear('evil.com')).rejects.toMatchObject({
      details: { reason: 'unsuitable-name' },
    });
    expect(await appear('Ada L.')).toMatchObject({ displayName: 'Ada L.' });
    expect(await profile()).toEqual({ displayName: 'Ada L.' });
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
          if (name !== 'batch') return value.bind(target) as unknown;
          return () => {
            const batch = target.batch();
            const commit = batch.commit.bind(batch);
            return Object.assign(batch, {
              commit: async () => {
                if (when === 'before') await act();
                const results = await commit();
                if (when === 'after') await act();
                return results;
              },
            });
          };
        },
      });

    const published = async () => {
      const both = ['leaderboards', 'boardRecords'].map((each) => app.db.collection(each).get());
      return JSON.stringify(
        (await Promise.all(both)).flatMap(({ docs }) => docs.map((doc) => doc.data())),
      );
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

  describe('a board that clients can read', () => {
    const periods = { weekly: '2026-W10', monthly: '2026-03', allTime: 'all' } as const;
    const nameOf = (board: keyof typeof periods) =>
      board === 'allTime' ? board : `${board}_${periods[board]}`;
    const data = async (name: string) => (await app.db.doc(`leaderboards/${name}`).get()).data();
    const keysOf = (value: unknown): string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
        : [];

    beforeEach(async () => {
      app.at('2026-03-04T16:00:00Z');
      await app.log('dan');
      await rebuild();
    });

    test.each(['weekly', 'monthly', 'allTime'] as const)(
      '%s: tells what getLeaderboard answers, when it goes, and nothing else',
      async (board) => {
        const { you: _, ...answer } = await as('stranger')(board);
        const told = {
          ...answer,
          entries: answer.entries.map(({ isYou: __, ...entry }) => entry),
        };
        for (const name of [board, nameOf(board)]) {
          const {
            expireAt,
            builtAt,
            v: ___,
            ...rest
          } = (await data(name)) as Record<string, Timestamp | null>;
          expect({ ...rest, builtAt: builtAt?.toDate().toISOString() }).toEqual(told);
          expect(expireAt === null).toBe(name === board);
        }
      },
    );

    test('says nothing of who somebody is or when they were active, also when names have changed', async () => {
      await app.call('dan', 'setLeaderboardProfile', { displayName: 'Daniel' });
      const { docs } = await app.db.collection('leaderboards').get();
      expect(docs.length).toBeGreaterThanOrEqual(5);
      for (const document of docs) {
        const keys = new Set(keysOf(document.data()).filter((key) => !/^(\d+|_.*)$/.test(key)));
        const allowed = 'board period rule orderedBy ties ranks builtAt total expireAt entries v';
        expect([...keys].sort()).toEqual(
          [...allowed.split(' '), ...'rank displayName activeDays run xp'.split(' ')]
            .filter((key) => keys.has(key))
            .sort(),
        );
        const text = JSON.stringify(document.data());
        for (const uid of ['ada', 'cleo', 'dan']) {
          expect(text).not.toContain(stableHash(uid));
          expect(text).not.toContain(`"${uid}"`);
        }
      }
      expect(JSON.stringify(await data('weekly'))).toContain('Daniel');
      await app.call('dan', 'setLeaderboardProfile', { displayName: 'Dan' });
    });

    test('knows for the functions who is on it', async () => {
      const entries = await entriesOnBoards(app.db, 'dan');
      expect(entries.map(({ path }) => path)).toEqual([
        'leaderboards/allTime',
        'leaderboards/monthly',
        'leaderboards/monthly_2026-03',
        'leaderboards/weekly',
        'leaderboards/weekly_2026-W10',
      ]);
      for (const { entry } of entries) expect(entry).toMatchObject({ displayName: 'Dan' });
      expect(await entriesOnBoards(app.db, 'stranger')).toEqual([]);
    });

    describe('when it was published by a version that kept no records', () => {
      const past = 'weekly_2026-W08';
      const oldEntry = (uid: string, displayName: string, rank: number) => ({
        id: stableHash(uid),
        displayName,
        ...{ rank, activeDays: 5, run: 5, xp: 50 },
        reachedAt: Timestamp.fromMillis(Date.parse('2026-02-22T12:34:56Z')),
      });
      const asked = (uid: string) =>
        app.call(uid, 'getLeaderboard', {
          board: 'weekly',
          period: '2026-W08',
        }) as Promise<GetLeaderboardResponse>;

      beforeEach(async () => {
        await app.db.doc(`boardRecords/${past}`).delete();
        await app.db.doc(`leaderboards/${past}`).set({
          board: 'weekly',
          period: '2026-W08',
          builtAt: Timestamp.fromMillis(Date.parse('2026-02-24T00:17:00Z')),
          total: 2,
          entries: [oldEntry('ada', 'Ada', 1), oldEntry('dan', 'Dan', 1)],
          members: ['ada', 'dan'].map(stableHash),
          expireAt: Timestamp.fromMillis(Date.parse('2026-05-26T00:17:00Z')),
        });
      });

      const isStripped = async () => {
        const text = JSON.stringify(await data(past));
        expect(text).not.toMatch(/members|reachedAt|"id"/);
        for (const uid of ['ada', 'dan']) expect(text).not.toContain(stableHash(uid));
        return JSON.parse(text) as { entries: { displayName: string }[]; total: number };
      };

      test('is stripped by the next build, and stays readable', async () => {
        await rebuild();
        expect(await isStripped()).toMatchObject({ total: 2 });
        const { entries } = await asked('dan');
        expect(entries.map(({ displayName, isYou }) => [displayName, isYou])).toEqual([
          ['Ada', false],
          ['Dan', true],
        ]);
      });

      test('is stripped when somebody asks for it', async () => {
        expect(ranks(await asked('ada'))).toEqual(['1 Ada', '1 Dan']);
        await isStripped();
      });

      test('loses whoever leaves it before any build', async () => {
        await app.call('dan', 'setLeaderboardProfile', { displayName: null });
        expect(await isStripped()).toMatchObject({ total: 1, entries: [{ displayName: 'Ada' }] });
        expect(ranks(await asked('ada'))).toEqual(['1 Ada']);
        await app.call('dan', 'setLeaderboardProfile', { displayName: 'Dan' });
      });

      test('is in what its people are given of their data', async () => {
        const entries = await entriesOnBoards(app.db, 'ada');
        expect(entries.map(({ path }) => path)).toContain(`leaderboards/${past}`);
      });

      test('is stripped once by those who come at once', async () => {
        await Promise.all([
          rebuild(),
          rebuild(),
          asked('ada'),
          app.call('dan', 'setLeaderboardProfile', { displayName: 'Daniel' }),
        ]);
        const { entries } = await isStripped();
        expect(entries.map(({ displayName }) => displayName)).toEqual(['Ada', 'Daniel']);
        await app.call('dan', 'setLeaderboardProfile', { displayName: 'Dan' });
      });
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
