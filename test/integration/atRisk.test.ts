import { Timestamp } from 'firebase-admin/firestore';
import { fcmError } from '../../local/messages';
import { type Messaging, startMessaging, token } from './messaging';

let world: Messaging;
let user: string;
let number = 0;

const berlin = { timeZone: 'Europe/Berlin' };

beforeAll(async () => {
  world = await startMessaging();
});

beforeEach(async () => {
  number += 1;
  user = `user${number}`;
  world.fail();
  world.app.at('2026-03-02T12:00:00Z');
  await world.user(user);
});

afterAll(() => world.close());

const pushes = () => world.pushes().filter((push) => push.token.startsWith(token(user)));
const record = async (eventId: string) =>
  (await world.app.db.doc(`deliveries/${user}_${eventId}_push`).get()).data();

describe('at risk', () => {
  const remind = async (instant: string) => {
    world.app.at(instant);
    await world.app.host.runSchedule('scheduleReminders', new Date(instant));
    await world.app.host.idle();
  };

  /** Active on the last days up to 2 March: three are worth a reminder. */
  const run = async (days = 3) => {
    for (let ago = days - 1; ago >= 0; ago -= 1) {
      world.app.at(new Date(Date.UTC(2026, 2, 2 - ago, 12)).toISOString());
      await world.app.log(user, berlin);
    }
  };

  test('who was not active by 20:00 is reminded once, and nobody else', async () => {
    await run();
    await remind('2026-03-02T19:01:00Z');
    await remind('2026-03-03T18:46:00Z');
    expect(pushes()).toEqual([]);
    await remind('2026-03-03T19:01:00Z');
    await remind('2026-03-03T19:16:00Z');
    expect(pushes()).toMatchObject([
      { title: 'Your 3-day streak needs you', data: { kind: 'at_risk' } },
    ]);
    expect((await world.app.db.doc(`users/${user}`).get()).get('remindAt')).toBeNull();
  });

  test('a milestone that the day would reach is a sentence of the warning', async () => {
    await run(6);
    await remind('2026-03-03T19:01:00Z');
    expect(pushes()).toMatchObject([
      {
        title: 'Your 6-day streak needs you',
        body: expect.stringMatching(/Today would make 7 days: a milestone\.$/) as string,
        data: { kind: 'at_risk', also: 'milestone_near.7.2026-03-03' },
      },
    ]);
    expect(await record('milestone_near.7.2026-03-03')).toMatchObject({
      reason: 'told-with at_risk.2026-03-03',
    });
  });

  test('a milestone is told of its own to who wants no warnings, once', async () => {
    const off = { push: false, email: false };
    await world.app.call(user, 'updatePreferences', { kinds: { at_risk: off } });
    await run(6);
    await remind('2026-03-03T19:01:00Z');
    await remind('2026-03-03T19:16:00Z');
    expect(pushes()).toMatchObject([
      {
        title: 'A milestone is within reach',
        body: expect.stringContaining('7 days') as string,
        data: { kind: 'milestone_near', open: 'streak' },
      },
    ]);
  });

  test('an activity sets the next reminder, so that an active user costs nothing', async () => {
    await run();
    world.app.at('2026-03-03T10:00:00Z');
    await world.app.log(user);
    const at = (await world.app.db.doc(`users/${user}`).get()).get('remindAt') as Timestamp;
    expect(at.toDate().toISOString()).toBe('2026-03-04T19:00:00.000Z');
    await remind('2026-03-03T19:01:00Z');
    expect(pushes()).toEqual([]);
  });

  test('an activity after the reminder is decided withdraws it while it waits', async () => {
    await run();
    world.fail(() => fcmError(500, 'INTERNAL', 'INTERNAL'));
    await remind('2026-03-03T19:01:00Z');
    world.fail();
    await world.app.log(user);
    await world.until('2026-03-03T21:30:00Z');
    expect(pushes()).toEqual([]);
    expect(await record('at_risk.2026-03-03')).toMatchObject({
      status: 'withdrawn',
      reason: 'active',
    });
  });

  test.each([
    ['paused before the reminder', false, '2026-03-03'],
    ['paused while it waits', true, '2026-03-03'],
  ])('nobody is reminded of a day that was %s', async (_, waits, from) => {
    await run();
    const pause = () => world.app.call(user, 'setPause', { from, to: '2026-03-05' });
    if (!waits) await pause();
    world.fail(() => fcmError(500, 'INTERNAL', 'INTERNAL'));
    await remind('2026-03-03T19:01:00Z');
    world.fail();
    if (waits) await pause();
    await world.until('2026-03-03T21:30:00Z');
    expect(pushes()).toEqual([]);
    expect(await record('at_risk.2026-03-03')).toEqual(
      waits ? expect.objectContaining({ status: 'withdrawn', reason: 'kept' }) : undefined,
    );
  });

  /** Active on the first 15 days of March, at a time of day in UTC. */
  const activeAt = async (time: string) => {
    for (let day = 1; day <= 15; day += 1) {
      world.app.at(`2026-03-${String(day).padStart(2, '0')}T${time}Z`);
      await world.app.log(user, berlin);
    }
  };
  const reminders = () => pushes().filter(({ data }) => data['kind'] === 'at_risk');
  const byHabit = (remindAtUsualHour: boolean, quietHours = { from: 22, to: 8 }) =>
    world.app.call(user, 'updatePreferences', { remindAtUsualHour, quietHours });

  test('who is usually active at nine in the evening, and prefers that, is reminded after', async () => {
    await byHabit(true);
    await activeAt('20:10:00');
    world.app.at('2026-03-16T06:00:00Z');
    await world.app.call(user, 'getInsights');
    await remind('2026-03-16T19:01:00Z');
    expect(reminders()).toEqual([]);
    await remind('2026-03-16T20:31:00Z');
    expect(reminders()).toHaveLength(1);
  });

  test('who is usually active early is reminded early, and in the evening when they no longer prefer it', async () => {
    await activeAt('07:10:00');
    world.app.at('2026-03-16T07:10:00Z');
    await world.app.call(user, 'getInsights');
    await byHabit(true);
    await world.app.log(user);
    const due = async () =>
      ((await world.app.db.doc(`users/${user}`).get()).get('remindAt') as Timestamp)
        .toDate()
        .toISOString();
    expect(await due()).toBe('2026-03-17T09:00:00.000Z');
    await byHabit(false);
    await remind('2026-03-17T09:01:00Z');
    expect(reminders()).toEqual([]);
    expect(await due()).toBe('2026-03-17T19:00:00.000Z');
  });

  test('changes of mind at once with insights and activities leave the hour that was chosen last', async () => {
    await activeAt('07:10:00');
    await world.app.call(user, 'getInsights');
    world.app.at('2026-03-22T07:10:00Z');
    await Promise.all([
      byHabit(true),
      world.app.call(user, 'getInsights'),
      byHabit(true, { from: 9, to: 12 }),
      world.app.log(user),
      byHabit(true),
      world.app.call(user, 'getInsights'),
    ]);
    const data = (await world.app.db.doc(`users/${user}`).get()).data();
    const { from } = (data?.['preferences'] as { quietHours: { from: number } }).quietHours;
    const { remindHour } = data?.['streak'] as { remindHour: number };
    expect(remindHour).toBe(from === 9 ? 8.5 : 10);
  });

  test('a run of two days is not worth a reminder', async () => {
    await run(2);
    await remind('2026-03-03T19:01:00Z');
    expect(reminders()).toEqual([]);
  });

  test('while a freeze covers the day, that is told once', async () => {
    world.app.at('2026-02-27T12:00:00Z');
    await world.app.log(user, { ...berlin, type: 'evaluation_high', quantity: 20 });
    await run();
    await remind('2026-03-03T19:01:00Z');
    expect(reminders()).toMatchObject([
      { body: expect.stringContaining('a freeze is used') as string },
    ]);
    world.app.at('2026-03-04T03:07:00Z');
    await world.app.runMaintenance();
    await remind('2026-03-04T19:01:00Z');
    expect(reminders()).toHaveLength(1);
    expect(await world.app.call(user, 'getStreak')).toMatchObject({ current: 4, freezes: 1 });
  });

  test('with a cap of one, the morning leaves the place to the warning of the evening', async () => {
    await world.app.call(user, 'updatePreferences', { dailyCap: 1 });
    await run();
    world.app.at('2026-03-03T09:00:00Z');
    const at = Timestamp.fromMillis(Date.parse('2026-03-03T09:00:00Z'));
    const pleasantry = { kind: 'challenge_completed', challengeId: 'c', title: 'Ten' };
    await world.app.db
      .doc(`users/${user}/events/challenge_completed.c`)
      .set({ ...pleasantry, day: '2026-03-02', at, correlationId: 'test' });
    await world.app.host.idle();
    expect(pushes()).toEqual([]);
    await remind('2026-03-03T19:01:00Z');
    expect(reminders()).toHaveLength(1);
  });

  test('quiet hours from seven in the evening bring the reminder forward, also that of today', async () => {
    await run();
    world.app.at('2026-03-03T12:00:00Z');
    await byHabit(false, { from: 19, to: 7 });
    await remind('2026-03-03T17:31:00Z');
    expect(reminders()).toHaveLength(1);
  });

  test('who has switched reminders off leaves the query without an event', async () => {
    const off = { push: false, email: false };
    await world.app.call(user, 'updatePreferences', { kinds: { at_risk: off } });
    await run();
    await remind('2026-03-03T19:01:00Z');
    const events = await world.app.db.collection(`users/${user}/events`).get();
    expect(events.empty).toBe(true);
    expect((await world.app.db.doc(`users/${user}`).get()).get('remindAt')).toBeNull();
  });
});
