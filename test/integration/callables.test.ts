import { Timestamp } from 'firebase-admin/firestore';
import { noOutages } from '../../functions/src/engine/outages';
import { logActivity } from '../../functions/src/features/streaks/logActivity';
import { log } from '../../functions/src/platform/log';
import { fitness } from '../streaks/fitness';
import { type App, startApp } from './app';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.backend.clear();
  app.at('2026-03-10T12:00:00Z');
});

afterAll(() => app.close());

const berlin = { timeZone: 'Europe/Berlin' };

describe('logActivity', () => {
  test('starts a run and says so', async () => {
    const answer = await app.log('ada', { ...berlin, type: 'quiz_hard_passed', quantity: 2 });
    expect(answer).toMatchObject({
      day: '2026-03-10',
      xp: 50,
      newBadges: ['ignition'],
      streak: { current: 1, longest: 1, xp: 50, activeToday: true, timeZone: 'Europe/Berlin' },
    });
  });

  test('03:59 belongs to the day before and 04:00 to the day', async () => {
    app.at('2026-03-10T02:59:59Z');
    expect(await app.log('ada', berlin)).toMatchObject({ day: '2026-03-09' });
    app.at('2026-03-10T03:00:00Z');
    expect(await app.log('ada')).toMatchObject({ day: '2026-03-10', streak: { current: 2 } });
  });

  test('a repeat of an id gets the first answer and changes nothing', async () => {
    const first = await app.log('ada', { ...berlin, activityId: 'once' });
    await app.log('ada');
    app.at('2026-03-12T12:00:00Z');
    const again = await app.log('ada', { activityId: 'once', type: 'quiz_hard_passed' });
    expect(again).toEqual(first);
    expect(await app.call('ada', 'getStreak')).toMatchObject({ activities: 2, xp: 20 });
  });

  test('an age is taken from the server’s clock, and a repeat keeps the first', async () => {
    await app.log('ada', { ...berlin, activityId: 'aged', ageMs: 10 * 3_600_000 });
    app.at('2026-03-10T13:00:00Z');
    const { day } = await app.log('ada', { activityId: 'aged', ageMs: 0 });
    expect(day).toBe('2026-03-09');
    const activity = await app.db.doc('users/ada/activities/aged').get();
    expect(activity.get('occurredAt')).toEqual(Timestamp.fromDate(new Date('2026-03-10T02:00Z')));
    expect(activity.data()).not.toHaveProperty('ageMs');
    expect(await app.log('ada', { ageMs: 48 * 3_600_000 })).toMatchObject({ day: '2026-03-08' });
  });

  test('an age is that of when it arrived, however often its transaction is tried', async () => {
    const first = Date.parse('2026-03-10T12:00:00Z');
    let at = first - 5_000;
    const now = () => (at += 5_000); // each attempt asks again
    await logActivity(
      { db: app.db, program: fitness, now, outages: noOutages },
      { uid: 'ada', correlationId: 'any' },
      { ...berlin, activityId: 'slow', type: 'walk', quantity: 1, ageMs: 0 },
    );
    const activity = await app.db.doc('users/ada/activities/slow').get();
    expect(activity.get('occurredAt')).toEqual(Timestamp.fromMillis(first));
  });

  test('XP beyond a cap of the program is answered and reported once, and counts nowhere', async () => {
    const info = jest.spyOn(log, 'info').mockImplementation(() => undefined);
    const deps = { db: app.db, program: fitness, now: () => Date.now(), outages: noOutages };
    const logged = (activityId: string, quantity: number) =>
      logActivity(
        deps,
        { uid: 'ada', correlationId: 'any' },
        { ...berlin, activityId, type: 'walk', quantity },
      );
    expect(await logged('first', 2)).toMatchObject({ xp: 10, cappedXp: 0 });
    const answer = await logged('second', 5);
    expect(answer).toMatchObject({ xp: 5, cappedXp: 20, streak: { xp: 15, activities: 2 } });
    expect(await logged('second', 1)).toEqual(answer);
    const context = { operation: 'logActivity', correlationId: 'any', userId: 'ada' };
    const fields = { metrics: { xp_capped: 20 }, labels: { type: 'walk' } };
    expect(info.mock.calls).toEqual([['metric', context, fields]]);
    info.mockRestore();
  });

  test('a late activity takes a freeze back and undoes a break', async () => {
    app.at('2026-03-02T12:00:00Z');
    await app.log('ada', { ...berlin, type: 'evaluation_high', quantity: 10 });
    app.at('2026-03-05T12:00:00Z');
    await app.runMaintenance();
    expect(await app.call('ada', 'getStreak')).toMatchObject({ current: 0, freezes: 0 });
    const { streak, events } = await app.log('ada', { occurredAt: '2026-03-04T12:00:00Z' });
    expect(streak).toMatchObject({ current: 2, freezes: 0 });
    expect(events.map(({ id }) => id)).toEqual(['streak_restored.2026-03-04.1']);
    const healed = await app.log('ada', { occurredAt: '2026-03-03T13:00:00Z' });
    expect(healed.streak).toMatchObject({ current: 3, freezes: 1 });
    expect(healed.events.map(({ id }) => id)).toEqual(['freeze_refunded.2026-03-03.1']);
  });

  test('writes the activity, the ledger and the events for the owner to read', async () => {
    for (let day = 1; day <= 7; day += 1) {
      app.at(`2026-03-0${day}T12:00:00Z`);
      await app.log('ada', { ...berlin, activityId: `day${day}` });
    }
    const activity = await app.db.doc('users/ada/activities/day7').get();
    expect(activity.data()).toMatchObject({ type: 'quiz_easy_passed', day: '2026-03-07' });
    const month = await app.db.doc('users/ada/months/2026-03').get();
    const days = month.get('days') as Record<string, { verdict: string; current: number }>;
    expect(Object.keys(days)).toHaveLength(7);
    expect(days['2026-03-07']).toMatchObject({ verdict: 'active', current: 7, xp: 10 });
    const event = await app.db.doc('users/ada/events/milestone.7.2026-03-01').get();
    expect(event.data()).toMatchObject({ kind: 'milestone', days: 7, day: '2026-03-07' });
  });
});

describe('what is refused, and changes nothing', () => {
  const good = { activityId: 'x', type: 'quiz_easy_passed' };

  test.each<[string, unknown, string, string]>([
    ['an unknown type', { ...good, type: 'sleeping' }, 'invalid-argument', 'unknown-activity-type'],
    [
      'a type of Object',
      { ...good, type: 'toString' },
      'invalid-argument',
      'unknown-activity-type',
    ],
    ['no id', { type: 'quiz_easy_passed' }, 'invalid-argument', 'malformed-request'],
    ['an id with a slash', { ...good, activityId: 'a/b' }, 'invalid-argument', 'malformed-request'],
    ['an id of dots', { ...good, activityId: '..' }, 'invalid-argument', 'malformed-request'],
    ['a quantity of 21', { ...good, quantity: 21 }, 'invalid-argument', 'malformed-request'],
    ['a quantity of 0', { ...good, quantity: 0 }, 'invalid-argument', 'malformed-request'],
    ['a date', { ...good, occurredAt: '2026-03-10' }, 'invalid-argument', 'malformed-request'],
    [
      'a slip in a name, with which it would count for now',
      { ...good, occuredAt: '2026-03-09T12:00:00Z' },
      'invalid-argument',
      'malformed-request',
    ],
    [
      '49 hours ago',
      { ...good, occurredAt: '2026-03-08T11:00:00Z' },
      'out-of-range',
      'out-of-range',
    ],
    [
      '6 min ahead',
      { ...good, occurredAt: '2026-03-10T12:06:00Z' },
      'out-of-range',
      'out-of-range',
    ],
    ['an age of 49 hours', { ...good, ageMs: 49 * 3_600_000 }, 'out-of-range', 'out-of-range'],
    ['an age of 900 years', { ...good, ageMs: 2.84e13 }, 'out-of-range', 'out-of-range'],
    ...[-1, 0.5, 1e15, '1', null].map(
      (ageMs) =>
        [
          `an age of ${JSON.stringify(ageMs)}`,
          { ...good, ageMs },
          'invalid-argument',
          'malformed-request',
        ] as [string, unknown, string, string],
    ),
    [
      'both a time and an age',
      { ...good, occurredAt: '2026-03-10T12:00:00Z', ageMs: 0 },
      'invalid-argument',
      'malformed-request',
    ],
    ['an offset', { ...good, timeZone: '+01:00' }, 'invalid-argument', 'unknown-time-zone'],
    ['null', null, 'invalid-argument', 'malformed-request'],
    ['a list', [], 'invalid-argument', 'malformed-request'],
  ])('%s', async (_, data, code, reason) => {
    await app.log('ada', berlin);
    const before = (await app.db.doc('users/ada').get()).updateTime;
    const refusal = app.host.call('logActivity', data, { uid: 'ada' });
    await expect(refusal).rejects.toMatchObject({ code, details: { reason } });
    expect((await app.db.doc('users/ada').get()).updateTime).toEqual(before);
  });

  test.each(['logActivity', 'getStreak', 'explainStreak', 'setTimeZone'])(
    '%s without signing in',
    async (name) => {
      await expect(app.host.call(name, { ...good, ...berlin })).rejects.toMatchObject({
        code: 'unauthenticated',
        details: { reason: 'sign-in-required' },
      });
    },
  );

  test.each([
    ['logActivity', good],
    ['getStreak', {}],
    ['explainStreak', {}],
  ])('%s before a zone is known', async (name, data) => {
    await expect(app.host.call(name, data, { uid: 'new' })).rejects.toMatchObject({
      code: 'failed-precondition',
      details: { reason: 'time-zone-unset' },
    });
  });

  test('a caller sees and changes only their own streak, whomever they name', async () => {
    await app.log('ada', berlin);
    for (const named of [{ uid: 'ada' }, { userId: 'ada' }]) {
      await expect(app.log('bob', { ...berlin, ...named })).rejects.toThrow('Unrecognized key');
      await expect(app.call('bob', 'getStreak', named)).rejects.toThrow('Unrecognized key');
    }
    await app.log('bob', berlin);
    await app.log('bob');
    expect(await app.call('ada', 'getStreak')).toMatchObject({ activities: 1 });
    expect(await app.call('bob', 'getStreak')).toMatchObject({ activities: 2 });
  });

  test('the correlation id that the client sends comes back in the details', async () => {
    const refusal = app.call('ada', 'setTimeZone', { timeZone: 'x', correlationId: 'client-0001' });
    await expect(refusal).rejects.toMatchObject({ details: { correlationId: 'client-0001' } });
  });
});

test('an instance whose clock is behind tells nothing twice and takes nothing back', async () => {
  for (const day of ['04', '05', '06', '07', '08', '09']) {
    app.at(`2026-03-${day}T12:00:00Z`);
    await app.log('ada', berlin);
  }
  app.at('2026-03-10T03:00:01Z'); // the day has just begun
  expect((await app.log('ada')).events).toMatchObject([{ kind: 'milestone' }]);
  app.at('2026-03-10T02:59:59Z');
  expect(await app.log('ada')).toMatchObject({ events: [], streak: { current: 7 } });
  app.at('2026-03-10T03:00:02Z');
  expect(await app.log('ada')).toMatchObject({ events: [], streak: { current: 7 } });
});

describe('getStreak', () => {
  test('counts missed days before maintenance has judged them, and writes nothing', async () => {
    await app.log('ada', berlin);
    const before = (await app.db.doc('users/ada').get()).updateTime;
    app.at('2026-03-14T12:00:00Z');
    expect(await app.call('ada', 'getStreak')).toMatchObject({ current: 0, longest: 1 });
    expect((await app.db.doc('users/ada').get()).updateTime).toEqual(before);
  });
});

test('a call without data is a call with nothing in it', async () => {
  await app.log('ada', berlin);
  expect(await app.host.call('getStreak', null, { uid: 'ada' })).toMatchObject({ current: 1 });
});

describe('explainStreak', () => {
  test('says of each day what it was, where it lay and why', async () => {
    app.at('2026-03-27T12:00:00Z');
    await app.log('ada', { ...berlin, type: 'evaluation_high', quantity: 10 });
    app.at('2026-03-30T12:00:00Z');
    await app.runMaintenance();
    const { days } = (await app.call('ada', 'explainStreak', { from: '2026-03-26' })) as {
      days: object[];
    };
    expect(days).toMatchObject([
      {
        day: '2026-03-26',
        verdict: 'before',
        freezes: 0,
        reason: 'Nothing had been done yet.',
      },
      { day: '2026-03-27', verdict: 'active', current: 1, freezes: 1, xp: 500, activities: 1 },
      {
        day: '2026-03-28',
        verdict: 'frozen',
        freezes: 0,
        timeZone: 'Europe/Berlin',
        start: '2026-03-28T03:00:00.000Z',
        end: '2026-03-29T02:00:00.000Z', // 23 hours: the clock is set forward in the night
      },
      {
        day: '2026-03-29',
        verdict: 'broken',
        reason: expect.stringMatching(/run of 1 day ended/) as string,
      },
      { day: '2026-03-30', verdict: 'open', programVersion: '1' },
    ]);
  });

  test('knows the freezes of a quiet time long ago', async () => {
    app.at('2026-01-01T12:00:00Z');
    await app.log('ada', { ...berlin, type: 'evaluation_high', quantity: 10 });
    app.at('2026-06-01T12:00:00Z');
    await app.log('ada', { type: 'evaluation_high', quantity: 20 });
    const range = { from: '2026-03-01', to: '2026-03-02' };
    const { days } = (await app.call('ada', 'explainStreak', range)) as { days: object[] };
    expect(days).toMatchObject([{ freezes: 0 }, { freezes: 0 }]);
  });

  test.each([
    [{ from: '2026-03-11' }],
    [{ from: '2025-12-01', to: '2026-03-09' }],
    [{ from: '2026-02-30' }],
  ])('refuses the range %j', async (range) => {
    await app.log('ada', berlin);
    const refusal = app.call('ada', 'explainStreak', range);
    await expect(refusal).rejects.toMatchObject({ details: { reason: 'malformed-request' } });
  });
});

describe('setTimeZone', () => {
  test('a flight east is in force at once, and keeps the day that it passes over', async () => {
    app.at('2026-03-09T20:00:00Z');
    await app.log('ada', { timeZone: 'America/Los_Angeles' });
    app.at('2026-03-11T03:00:00Z'); // 20:00 on the 10th in Los Angeles, 12:00 on the 11th in Tokyo
    expect(await app.call('ada', 'setTimeZone', { timeZone: 'Asia/Tokyo' })).toMatchObject({
      streak: { today: '2026-03-11', timeZone: 'Asia/Tokyo', current: 1, timeZoneFixed: false },
    });
    const { days } = (await app.call('ada', 'explainStreak', { from: '2026-03-10' })) as {
      days: object[];
    };
    expect(days).toMatchObject([
      { verdict: 'open', keptReason: 'travel', end: '2026-03-11T11:00:00.000Z' },
      { verdict: 'open', zones: ['America/Los_Angeles', 'Asia/Tokyo'] },
    ]);
  });

  test('fixes a zone, which devices do not change until it is released', async () => {
    await app.log('ada', { timeZone: 'America/Los_Angeles' });
    const inForce = async (request: object) => {
      const { streak } = (await app.call('ada', 'setTimeZone', request)) as {
        streak: { timeZone: string; timeZoneFixed: boolean };
      };
      return [streak.timeZone, streak.timeZoneFixed];
    };
    const tokyo = ['Asia/Tokyo', true];
    expect(await inForce({ timeZone: 'Asia/Tokyo', fixed: true })).toEqual(tokyo);
    expect(await inForce({ timeZone: 'Europe/Berlin' })).toEqual(tokyo);
    await app.log('ada', { timeZone: 'Europe/Berlin' });
    expect(await app.call('ada', 'getStreak')).toMatchObject({ timeZone: 'Asia/Tokyo' });
    const recorded = await app.db.collection('users/ada/activities').get();
    expect(recorded.docs.map((doc) => doc.get('timeZone') as string).sort()).toEqual([
      ...['America/Los_Angeles', 'Europe/Berlin'],
    ]);
    expect(await inForce({ timeZone: 'Europe/Berlin', fixed: false })).toEqual([
      ...['Europe/Berlin', false],
    ]);
  });

  test('that fixes a zone puts what is dated ahead of it on the day of that zone', async () => {
    app.at('2026-03-07T20:00:00Z');
    await app.log('ada', { timeZone: 'America/Los_Angeles' });
    app.at('2026-03-09T11:00:00Z'); // 04:00 in Los Angeles, 20:00 in Tokyo
    const ahead = { activityId: 'ahead', occurredAt: '2026-03-09T11:02:00Z' };
    expect(await app.log('ada', { ...ahead, timeZone: 'America/Los_Angeles' })).toMatchObject({
      day: '2026-03-09',
    });
    const fixed = { timeZone: 'Pacific/Honolulu', fixed: true }; // 01:00
    expect(await app.call('ada', 'setTimeZone', fixed)).toMatchObject({
      streak: { today: '2026-03-08', current: 2 },
    });
    const activity = await app.db.doc('users/ada/activities/ahead').get();
    expect(activity.get('day')).toBe('2026-03-08');
  });

  test.each(['+02:00', 'GMT+02:00', 'UTC+2', 'PST'])(
    'refuses %s with the reason',
    async (timeZone) => {
      await expect(app.call('ada', 'setTimeZone', { timeZone })).rejects.toMatchObject({
        message: expect.stringContaining('do not say when the clocks change') as string,
        details: { reason: 'unknown-time-zone' },
      });
    },
  );
});

describe('activities of several devices', () => {
  const log = (activityId: string, occurredAt: string, timeZone: string) =>
    app.call('ada', 'logActivity', { activityId, type: 'quiz_easy_passed', occurredAt, timeZone });
  const dayOf = async (activityId: string) =>
    (await app.db.doc(`users/ada/activities/${activityId}`).get()).get('day') as string;

  test('that arrive late count for the day that their own device showed', async () => {
    const la = 'America/Los_Angeles';
    app.at('2026-03-11T12:00:00Z');
    await log('first', '2026-03-11T05:30:00Z', la); // the 10th there
    await log('second', '2026-03-11T05:40:00Z', la);
    await log('late', '2026-03-11T05:00:00Z', 'UTC'); // the 11th
    await log('later', '2026-03-11T05:50:00Z', 'UTC'); // the 11th is taken, and the 10th too
    expect(await Promise.all(['late', 'later', 'first', 'second'].map(dayOf))).toEqual([
      ...['2026-03-11', '2026-03-11', '2026-03-10', '2026-03-10'],
    ]);
    expect(await app.call('ada', 'getStreak')).toMatchObject({ current: 2, activities: 4 });
    const explained = await app.call('ada', 'explainStreak', { from: '2026-03-10' });
    expect(explained).toMatchObject({ days: [{ activities: 2 }, { activities: 2 }] });
  });

  test('another that is late moves one to the day that is open and empty', async () => {
    app.at('2026-03-11T12:00:00Z');
    await log('utc', '2026-03-11T05:00:00Z', 'UTC'); // makes the 11th known
    await log('first', '2026-03-11T05:30:00Z', 'America/Los_Angeles');
    expect(await dayOf('first')).toBe('2026-03-10');
    app.at('2026-03-12T12:00:00Z');
    await log('night', '2026-03-12T05:30:00Z', 'America/Los_Angeles'); // the 11th is taken
    expect(await dayOf('night')).toBe('2026-03-12');
    await log('early', '2026-03-12T05:00:00Z', 'UTC'); // the 12th by its own clock
    expect(await Promise.all(['early', 'night'].map(dayOf))).toEqual(['2026-03-12', '2026-03-11']);
  });
});
