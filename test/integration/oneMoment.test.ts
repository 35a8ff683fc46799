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
  world.app.at('2026-03-02T12:00:00Z'); // a Monday
  await world.user(user);
});

afterAll(() => world.close());

const pushes = () => world.pushes().filter((push) => push.token.startsWith(token(user)));
const mails = () => world.mails().filter(({ to }) => to === `${user}@example.com`);
const record = async (eventId: string, channel = 'push') =>
  (await world.app.db.doc(`deliveries/${user}_${eventId}_${channel}`).get()).data();

const MILESTONE = 'milestone.7.2026-03-02';
const BONUS = 'weekly_bonus_earned.2026-03-02';

/** Six days of a week with all categories but one. */
async function sixDays(): Promise<void> {
  const types = ['flashcard_set_completed', 'study_guide_completed', 'quiz_easy_passed'];
  for (let day = 2; day <= 7; day += 1) {
    world.app.at(`2026-03-0${day}T12:00:00Z`);
    await world.app.log(user, { ...berlin, type: types[day % 3] });
  }
  world.app.at('2026-03-08T12:00:00Z');
  await world.app.host.idle();
}

/** It makes a week of days and of categories. */
const theSeventh = () => world.app.log(user, { type: 'evaluation_low', activityId: `7-${user}` });

describe('several facts of one moment', () => {
  beforeEach(sixDays);

  test('are one message: what weighs most leads, and the others are a sentence each', async () => {
    await theSeventh();
    await world.app.host.idle();
    expect(pushes()).toMatchObject([
      {
        title: 'A milestone: 7 days',
        body: 'Your streak reached it today. Well done! You earned the weekly bonus.',
        data: { kind: 'milestone', also: BONUS },
      },
    ]);
    expect(await record(MILESTONE)).toMatchObject({ status: 'sent', attempts: 1 });
    expect(await record(BONUS)).toMatchObject({
      ...{ status: 'withdrawn', reason: `told-with ${MILESTONE}`, attempts: 0 },
    });
  });

  test('are told on each channel as far as each is wanted there', async () => {
    await theSeventh();
    await world.app.host.idle();
    const [mail, ...others] = mails();
    expect(others).toEqual([]);
    expect(mail?.text).not.toContain('weekly bonus');
  });

  test('are told without one that its user does not want, which then leads nothing', async () => {
    await world.app.call(user, 'updatePreferences', { kinds: { milestone: { push: false } } });
    await theSeventh();
    await world.app.host.idle();
    expect(pushes()).toMatchObject([{ title: 'Weekly bonus earned' }]);
  });

  test('that wait for the morning come as one', async () => {
    world.app.at('2026-03-08T21:30:00Z');
    await theSeventh();
    await world.app.host.idle();
    expect(await record(BONUS)).toMatchObject({ status: 'deferred' });
    await world.until('2026-03-09T07:16:00Z');
    expect(pushes()).toMatchObject([{ title: 'A milestone: 7 days' }]);
    expect(world.app.host.failures).toEqual([]);
  });

  test('are still one when the provider takes them at a later try', async () => {
    let faults = 0;
    world.fail(({ service }) => {
      if (service !== 'fcm' || faults >= 2) return undefined;
      faults += 1;
      return fcmError(500, 'INTERNAL', 'INTERNAL');
    });
    await theSeventh();
    await world.app.host.idle();
    expect(await record(MILESTONE)).toMatchObject({ status: 'waiting' });
    await world.until('2026-03-08T14:00:00Z');
    expect(pushes()).toMatchObject([
      { body: expect.stringContaining('You earned the weekly bonus.') as string },
    ]);
  });

  test('go on alone when what led turns out to be wrong before it is out', async () => {
    world.fail(({ service }) =>
      service === 'fcm' ? fcmError(500, 'INTERNAL', 'INTERNAL') : undefined,
    );
    await theSeventh();
    await world.app.host.idle();
    await world.app.call(user, 'updatePreferences', { kinds: { milestone: { push: false } } });
    world.fail();
    await world.until('2026-03-08T14:00:00Z');
    expect(pushes()).toMatchObject([{ title: 'Weekly bonus earned' }]);
    expect(await record(MILESTONE)).toMatchObject({ status: 'withdrawn', reason: 'off' });
    expect(await record(BONUS)).toMatchObject({ status: 'sent' });
  });

  test('are told once, however often and in which order their events come', async () => {
    await theSeventh();
    const again = [BONUS, MILESTONE, BONUS, MILESTONE, BONUS, MILESTONE];
    await Promise.all(again.map((id) => world.redeliver(user, id)));
    await world.app.host.idle();
    await world.until('2026-03-08T14:00:00Z');
    expect(pushes()).toHaveLength(1);
  });
});

test('a freeze that was used at night and a day at risk are one message in the morning', async () => {
  for (let day = 2; day <= 4; day += 1) {
    world.app.at(`2026-03-0${day}T12:00:00Z`);
    await world.app.log(user, { ...berlin, type: 'evaluation_high', quantity: 10 });
  }
  await world.app.db
    .doc(`users/${user}`)
    .update({ 'streak.remindHour': 8, 'streak.checkpoint.freezes': 1 });
  world.app.at('2026-03-06T03:07:00Z');
  await world.app.runMaintenance();
  await world.app.host.idle();
  world.app.at('2026-03-06T07:00:00Z');
  await world.app.host.runSchedule('scheduleReminders', new Date('2026-03-06T07:00:00Z'));
  await world.app.host.idle();
  await world.until('2026-03-06T07:30:00Z');
  const today = pushes().filter(({ data }) => /freeze_applied|at_risk/.test(data['kind'] ?? ''));
  expect(today).toMatchObject([
    {
      data: { kind: 'at_risk' },
      body: expect.stringContaining('A freeze saved your streak') as string,
    },
  ]);
});
