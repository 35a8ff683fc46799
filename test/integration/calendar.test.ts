import { Timestamp } from 'firebase-admin/firestore';
import type { GetCalendarResponse } from '../../functions/src/contracts/calendar';
import { noOutages } from '../../functions/src/engine/outages';
import { calendarKey, firestoreCache } from '../../functions/src/features/calendar/calendarCache';
import { getCalendar } from '../../functions/src/features/calendar/getCalendar';
import type { SealedMonths } from '../../functions/src/features/calendar/sealedMonths';
import { clock } from '../../functions/src/platform/clock';
import { singleFlight } from '../../functions/src/platform/concurrency';
import { program } from '../../functions/src/program';
import { cacheContract } from '../calendar/cacheContract';
import { type App, startApp } from './app';

let app: App;
let user: string;
let number = 0;

const admin = { uid: 'root', claims: { admin: true } };
const march = { month: '2026-03' };

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

async function activeOn(...days: readonly number[]) {
  for (const day of days) {
    app.at(`2026-03-${String(day).padStart(2, '0')}T12:00:00Z`);
    await app.log(user, { timeZone: 'Europe/Berlin', type: 'evaluation_high', quantity: 5 });
  }
}

/** Goes on to April, so that March is no longer the present month. */
async function untilApril() {
  app.at('2026-04-10T12:00:00Z');
  await app.log(user);
}

const calendar = (request: object = march) =>
  app.call(user, 'getCalendar', request) as Promise<GetCalendarResponse>;

const letters = {
  ...{ active: 'a', frozen: 'z', recovered: 'r', kept: 'k', broken: 'B', missed: 'm' },
  ...{ before: '-', open: 'o', future: '.' },
} as const;

const verdicts = ({ days }: GetCalendarResponse) =>
  days.map(({ verdict }) => letters[verdict]).join('');

/** The calendar as a cache that has nothing gives it. */
const uncached = () =>
  getCalendar(
    {
      db: app.db,
      program,
      now: () => clock.now(),
      outages: noOutages,
      cache: { load: () => Promise.resolve([]), keep: () => Promise.resolve() },
      flight: singleFlight<SealedMonths>(),
    },
    { uid: user, correlationId: 'test' },
    march,
  );

const cached = async (month = '2026-03') =>
  (await app.db.doc(`calendars/${calendarKey(user, month)}`).get()).data();

describe('a calendar', () => {
  beforeEach(async () => {
    number += 1;
    user = `person${number}`;
    await activeOn(1, 2, 3, 5, 9);
  });

  test('shows each day with its verdict, today, what is to come, and what it adds up to', async () => {
    app.at('2026-03-12T12:00:00Z');
    const shown = await calendar();
    expect(verdicts(shown)).toBe('aaazazBmaBmo...................');
    expect(shown).toMatchObject({ from: '2026-03-01', to: '2026-03-31', today: '2026-03-12' });
    expect(shown.days[8]).toEqual({
      ...{ day: '2026-03-09', verdict: 'active', keptReason: null },
      ...{ activities: 1, xp: 250, current: 1 },
    });
    expect(shown.totals).toEqual({
      ...{ active: 5, frozen: 2, recovered: 0, kept: 0, broken: 2, missed: 2 },
      ...{ activities: 5, xp: 1250 },
    });
    expect(shown).toEqual(await uncached());
  });

  test('is the same after activity, late sync, maintenance and time alone', async () => {
    app.at('2026-03-10T12:00:00Z');
    await calendar();
    for (const [at, act, expected] of [
      ['2026-03-10T12:30:00Z', () => app.log(user), 'aaazazBmaa'],
      ['2026-03-11T02:59:59Z', () => undefined, 'aaazazBmaa.'],
      ['2026-03-11T03:00:00Z', () => undefined, 'aaazazBmaao'],
      ['2026-03-12T03:00:00Z', () => undefined, 'aaazazBmaaBo'],
      ['2026-03-12T03:10:00Z', () => app.runMaintenance(), 'aaazazBmaaBo'],
      [
        '2026-03-12T04:00:00Z',
        () => app.log(user, { occurredAt: '2026-03-11T12:00:00Z' }),
        'aaazazBmaaao',
      ],
      [
        '2026-03-12T04:30:00Z',
        () => app.call(user, 'setTimeZone', { timeZone: 'Asia/Tokyo' }),
        'aaazazBmaaao',
      ],
      ['2026-03-12T04:45:00Z', () => app.log(user), 'aaazazBmaaaa'],
    ] as const) {
      app.at(at);
      await act();
      const shown = await calendar();
      expect([at, verdicts(shown).replace(/\.+$/, '')]).toEqual([at, expected.replace(/\.+$/, '')]);
      expect(shown).toEqual(await uncached());
    }
    expect((await cached())?.['sealed'] ?? null).toBeNull(); // the user document says all of it
  });

  test('shows a sealed day anew once an outage has kept it, also while the trigger is late', async () => {
    await untilApril();
    await calendar();
    expect(await cached()).toMatchObject({ sealed: { through: '2026-04-06' } });
    const third = { from: '2026-03-07T00:00:00Z', to: '2026-03-08T06:00:00Z', reason: 'Full disk' };
    const before = await app.db.doc(`calendars/${calendarKey(user, '2026-03')}`).get();
    const { id } = (await app.host.call('declareOutage', third, admin)) as { id: string };
    await app.host.idle();
    expect(await cached()).toMatchObject({ sealed: null });
    expect(verdicts(await calendar())).toContain('aaazakkzaB');
    await app.db.doc(before.ref.path).set(before.data() ?? {}); // as if it had never been dropped
    expect(verdicts(await calendar())).toContain('aaazakkzaB');
    await app.host.call('revokeOutage', { id }, admin);
    await app.host.idle();
    expect(verdicts(await calendar())).toContain('aaazazBmaB');
    app.restart();
  });

  test('is read anew after an hour, though its document may still be there', async () => {
    await untilApril();
    await calendar();
    const expireAt = Timestamp.fromDate(new Date('2026-04-10T13:00:00Z'));
    expect(await cached()).toMatchObject({ expireAt });
    app.at('2026-04-10T13:00:00Z');
    await calendar();
    expect(await cached()).not.toMatchObject({ expireAt });
  });

  test('of many asked for at once while the user acts, none is older than its question', async () => {
    app.at('2026-03-20T12:00:00Z');
    for (let activities = 1; activities <= 4; activities += 1) {
      await app.log(user);
      const asked = await Promise.all([
        calendar(),
        calendar(),
        app.log(`${user}x`, { timeZone: 'Asia/Tokyo' }),
        calendar(),
      ]);
      for (const shown of asked) {
        if ('days' in shown) expect(shown.days[19]).toMatchObject({ activities });
      }
    }
  });

  test('reaches over a year, and into months in which nothing was done', async () => {
    app.at('2026-03-12T12:00:00Z');
    const shown = await calendar({ from: '2025-03-13', to: '2026-03-13' });
    expect(shown.days).toHaveLength(366);
    expect(shown.totals).toMatchObject({ active: 5, missed: 2 });
    expect(await cached('2025-07')).toMatchObject({ sealed: { days: {} } });
  });

  test.each([
    ['no range', {}],
    ['a month that is none', { month: '2026-13' }],
    ['a day that is none', { from: '2026-02-30', to: '2026-03-01' }],
    ['367 days', { from: '2025-03-12', to: '2026-03-13' }],
  ])('refuses %s', async (_, request) => {
    await expect(calendar(request)).rejects.toMatchObject({
      details: { reason: 'malformed-request' },
    });
  });

  test('needs a user whose zone is known', async () => {
    await expect(app.call('nobody', 'getCalendar', march)).rejects.toMatchObject({
      details: { reason: 'time-zone-unset' },
    });
  });
});

describe('a cache in Firestore', () => {
  cacheContract(
    () => firestoreCache(app.db, () => Date.UTC(2026, 2, 14)),
    async (key) => {
      const expireAt = (await app.db.doc(`calendars/${key}`).get()).get('expireAt') as Timestamp;
      return expireAt.toMillis() - Date.UTC(2026, 2, 14);
    },
  );
});
