import { Timestamp } from 'firebase-admin/firestore';
import { fcmError, sendgridError } from '../../local/messages';
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

afterEach(async () => {
  world.fail();
  await world.until('2026-12-01T00:00:00Z');
  await world.app.host.idle();
});

afterAll(() => world.close());

const pushes = () => world.pushes().filter((push) => push.token.startsWith(token(user)));
const mails = () => world.mails().filter(({ to }) => to === `${user}@example.com`);
const record = async (eventId: string, channel: 'push' | 'email' = 'push') =>
  (await world.app.db.doc(`deliveries/${user}_${eventId}_${channel}`).get()).data();
const BROKEN = 'streak_broken.2026-03-03.0';

/** Active on Monday, missed Tuesday, judged on Wednesday at 04:07 in Berlin. */
async function breakStreak(): Promise<void> {
  await world.app.log(user, berlin);
  world.app.at('2026-03-04T03:07:00Z');
  await world.app.runMaintenance();
}

/** Stores an event as maintenance would. */
async function store(eventId: string, fields: object): Promise<void> {
  const at = Timestamp.fromMillis(Date.parse('2026-03-02T12:00:00Z'));
  const event = { at, correlationId: 'test-correlation', day: '2026-03-02', ...fields };
  await world.app.db.doc(`users/${user}/events/${eventId}`).set(event);
}

async function challenge(n: number): Promise<void> {
  await complete(n);
  await world.app.host.idle();
}

const complete = (n: number) =>
  store(`challenge_completed.c${n}`, {
    kind: 'challenge_completed',
    challengeId: `c${n}`,
    title: `Challenge ${n}`,
  });

describe('quiet hours', () => {
  test('what is judged at night is told in the morning, on both channels, once', async () => {
    await breakStreak();
    expect(await record(BROKEN)).toMatchObject({ status: 'deferred', attempts: 0, deferrals: 1 });
    await world.until('2026-03-04T06:59:59Z');
    expect([...pushes(), ...mails()]).toEqual([]);
    await world.until('2026-03-04T07:16:00Z');
    expect(pushes()).toMatchObject([{ title: 'Your 1-day streak has ended' }]);
    expect(mails()).toMatchObject([{ subject: 'Your 1-day streak has ended' }]);
    expect(await record(BROKEN)).toMatchObject({ status: 'sent', attempts: 1, dueAt: null });
    expect(world.app.host.failures).toEqual([]);
  });

  test('the message of an end tells how to win the run back, and so does the one of doing it', async () => {
    world.app.at('2026-03-01T12:00:00Z');
    await world.app.log(user, berlin);
    world.app.at('2026-03-02T12:00:00Z');
    await breakStreak();
    await world.until('2026-03-04T07:16:00Z');
    expect(pushes()).toMatchObject([{ body: expect.stringContaining('2 activities') as string }]);
    await world.app.call(user, 'startRecovery');
    await world.app.log(user);
    await world.app.log(user);
    await world.app.host.idle();
    expect(pushes()).toMatchObject([
      {},
      { title: 'You won your streak back', body: 'Well done! It stands at 3 days.' },
    ]);
    expect(mails().map(({ subject }) => subject)).toEqual([
      'Your 2-day streak has ended',
      'You won your streak back',
    ]);
  });

  test('whoever was not told of an end hears of no recovery either', async () => {
    const kinds = { streak_broken: { push: false } };
    await world.app.call(user, 'updatePreferences', { kinds });
    world.app.at('2026-03-01T12:00:00Z');
    await world.app.log(user, berlin);
    world.app.at('2026-03-02T12:00:00Z');
    await breakStreak();
    await world.until('2026-03-04T07:16:00Z');
    await world.app.call(user, 'startRecovery');
    await world.app.log(user);
    await world.app.log(user);
    await world.app.host.idle();
    expect(pushes()).toEqual([]);
    expect(mails()).toHaveLength(2);
    expect(await record('recovered.2026-03-03.1')).toBeUndefined();
  });

  test('the end of a run is told as that to whoever has begun anew before the morning', async () => {
    await breakStreak();
    world.app.at('2026-03-04T05:00:00Z');
    await world.app.log(user);
    await world.until('2026-03-04T07:16:00Z');
    expect(pushes()).toMatchObject([
      { title: 'Your 1-day streak has ended', body: 'Your new streak stands at 1 day.' },
    ]);
    const [mail] = mails();
    expect(mail?.text).not.toContain('can begin');
  });

  test('a freeze that comes back is told where its use was, and nowhere else', async () => {
    const kinds = { freeze_applied: { push: false, email: true } };
    await world.app.call(user, 'updatePreferences', { kinds });
    await world.app.log(user, { ...berlin, type: 'evaluation_high', quantity: 20 });
    world.app.at('2026-03-04T03:07:00Z');
    await world.app.runMaintenance();
    await world.until('2026-03-04T07:16:00Z');
    world.app.at('2026-03-04T09:00:00Z');
    await world.app.log(user, { occurredAt: '2026-03-03T20:00:00Z' });
    await world.app.host.idle();
    expect(pushes()).toEqual([]);
    expect(mails().map(({ subject }) => subject)).toEqual([
      'A freeze saved your streak',
      'Your freeze is back',
    ]);
  });

  test('a streak that is restored before the morning withdraws the message of its end', async () => {
    await breakStreak();
    world.app.at('2026-03-04T05:00:00Z');
    await world.app.log(user, { occurredAt: '2026-03-03T20:00:00Z' });
    await world.until('2026-03-04T09:00:00Z');
    expect(pushes()).toEqual([]);
    expect(await record('streak_restored.2026-03-03.1')).toBeUndefined();
    expect(await record(BROKEN)).toMatchObject({ status: 'withdrawn', reason: 'corrected' });
    expect(await record(BROKEN, 'email')).toMatchObject({ status: 'withdrawn' });
  });

  test('a streak that is restored afterwards is told where its end was, with the cause', async () => {
    await breakStreak();
    await world.until('2026-03-04T07:16:00Z');
    const kinds = { streak_broken: { push: false, email: false } };
    await world.app.call(user, 'updatePreferences', { kinds });
    world.app.at('2026-03-04T09:00:00Z');
    await world.app.log(user);
    await world.app.log(user, { occurredAt: '2026-03-03T20:00:00Z' });
    await world.app.host.idle();
    expect(pushes()).toMatchObject([
      { title: 'Your 1-day streak has ended' },
      {
        title: 'Your streak is back',
        body: 'An activity that arrived late has counted. Your streak stands at 3 days.',
      },
    ]);
    expect(mails().map(({ subject }) => subject)).toEqual([
      'Your 1-day streak has ended',
      'Your streak is back',
    ]);
  });

  test('a run that an outage gives back is told with the reason that was declared', async () => {
    await breakStreak();
    await world.until('2026-03-04T07:16:00Z');
    const admin = { uid: 'root', claims: { admin: true } };
    const outage = {
      ...{ from: '2026-03-03T06:00:00Z', to: '2026-03-03T20:00:00Z' },
      reason: 'A full disk',
    };
    world.app.at('2026-03-04T09:00:00Z');
    const { id } = (await world.app.host.call('declareOutage', outage, admin)) as { id: string };
    await world.app.host.idle();
    expect(pushes().at(-1)).toMatchObject({
      title: 'Your streak is back',
      body: 'The service was down (A full disk), so the day is kept. Your streak stands at 1 day.',
    });
    await world.app.host.call('revokeOutage', { id }, admin);
    await world.app.host.idle();
  });

  test('what is switched off while it waits is not sent', async () => {
    await breakStreak();
    await world.app.call(user, 'updatePreferences', { channels: { push: false } });
    await world.until('2026-03-04T09:00:00Z');
    expect(pushes()).toEqual([]);
    expect(await record(BROKEN)).toMatchObject({ status: 'withdrawn', reason: 'off' });
    expect(mails()).toHaveLength(1);
  });

  test('who wants no quiet hours is told at once', async () => {
    await world.app.call(user, 'updatePreferences', { quietHours: null, language: 'de' });
    await breakStreak();
    expect(pushes()).toMatchObject([{ title: 'Deine Serie ist nach 1 Tag zu Ende' }]);
  });
});

describe('a challenge', () => {
  const create = (challengeId: string) =>
    world.app.host.call(
      'createChallenge',
      {
        challengeId,
        title: `Two quizzes & more (${challengeId})`,
        goal: { kind: 'activities', target: 2 },
        window: { kind: 'days', first: '2026-03-02', last: '2026-03-08' },
      },
      { uid: 'root', claims: { admin: true } },
    );

  /** Joins it and completes it; one activity comes twice. */
  async function complete(challengeId: string): Promise<void> {
    await create(challengeId);
    await world.app.log(user, berlin);
    await world.app.call(user, 'joinChallenge', { challengeId });
    const activity = { activityId: `of-${challengeId}` };
    await Promise.all([world.app.log(user, activity), world.app.log(user, activity)]);
    await world.app.host.idle();
  }

  test('that its user completes is told once on each channel, in words and with its title', async () => {
    await complete('both');
    const title = 'Two quizzes & more (both)';
    expect(pushes()).toMatchObject([
      { title: 'Challenge completed', body: `You completed “${title}” today. Well done!` },
    ]);
    expect(mails()).toMatchObject([
      {
        subject: `Challenge completed: ${title}`,
        html: expect.stringContaining('Two quizzes &amp; more (both)') as string,
      },
    ]);
    expect(await record('challenge_completed.both')).toMatchObject({
      ...{ status: 'sent', kind: 'challenge_completed', attempts: 1 },
    });
  });

  test('is told on the channels that its user has chosen for the kind', async () => {
    const kinds = { challenge_completed: { email: false } };
    await world.app.call(user, 'updatePreferences', { kinds, language: 'de' });
    await complete('chosen');
    expect(pushes()).toMatchObject([{ title: 'Challenge geschafft' }]);
    expect(mails()).toEqual([]);
  });
});

describe('a provider that fails', () => {
  beforeEach(() => world.app.log(user, berlin));

  test.each([
    // The SDK tries five times by itself after a 503 or a broken connection.
    ['503', 6, fcmError(503, 'UNAVAILABLE', 'UNAVAILABLE')],
    ['500', 2, fcmError(500, 'INTERNAL', 'INTERNAL')],
    ['no answer', 5, { does: 'hang-up', accepts: false } as const],
  ])('a push message that met %s is out in the end, once', async (_, times, fault) => {
    let faults = 0;
    world.fail(({ service }) => {
      if (service !== 'fcm' || faults >= times) return undefined;
      faults += 1;
      return fault;
    });
    await challenge(1);
    expect(await record('challenge_completed.c1')).toMatchObject({ status: 'waiting' });
    await world.until('2026-03-02T18:00:00Z');
    expect(pushes()).toHaveLength(1);
    expect(await record('challenge_completed.c1')).toMatchObject({ status: 'sent' });
  });

  test('Retry-After is kept to the second', async () => {
    let faults = 0;
    world.fail(({ service }) => {
      if (service !== 'fcm' || faults > 0) return undefined;
      faults += 1;
      return fcmError(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED', { 'retry-after': '1800' });
    });
    await challenge(1);
    await world.until('2026-03-02T12:29:59Z');
    expect(pushes()).toEqual([]);
    await world.until('2026-03-02T12:30:00Z');
    expect(pushes()).toHaveLength(1);
  });

  test('a device is forgotten when its token is not registered any more', async () => {
    const second = { token: `${token(user)}-second`, platform: 'web' };
    await world.app.call(user, 'registerDevice', second);
    world.fail(({ service, receiver }) =>
      service === 'fcm' && receiver === token(user)
        ? fcmError(404, 'NOT_FOUND', 'UNREGISTERED')
        : undefined,
    );
    await challenge(1);
    expect(pushes().map((push) => push.token)).toEqual([second.token]);
    const devices = await world.app.db.collection(`users/${user}/devices`).get();
    expect(devices.docs.map((device) => device.get('token') as string)).toEqual([second.token]);
  });

  test.each([
    ['INVALID_ARGUMENT', fcmError(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT')],
    ['SENDER_ID_MISMATCH', fcmError(403, 'PERMISSION_DENIED', 'SENDER_ID_MISMATCH')],
    ['INTERNAL', fcmError(500, 'INTERNAL', 'INTERNAL')],
  ])('a device stays after %s', async (_, fault) => {
    world.fail(({ service }) => (service === 'fcm' ? fault : undefined));
    await challenge(1);
    const devices = await world.app.db.collection(`users/${user}/devices`).get();
    expect(devices.size).toBe(1);
  });

  test('a device that has the message gets it no second time when another device failed', async () => {
    const second = `${token(user)}-second`;
    await world.app.call(user, 'registerDevice', { token: second, platform: 'ios' });
    let faults = 0;
    world.fail(({ service, receiver }) => {
      if (service !== 'fcm' || receiver !== second || faults > 0) return undefined;
      faults += 1;
      return fcmError(500, 'INTERNAL', 'INTERNAL');
    });
    await challenge(1);
    await world.until('2026-03-02T14:00:00Z');
    expect(
      pushes()
        .map((push) => push.token)
        .sort(),
    ).toEqual([token(user), second]);
  });

  test('mail that got no answer is not sent again once it is reported to be out', async () => {
    world.fail(({ service }) =>
      service === 'sendgrid' ? { does: 'hang-up', accepts: true } : undefined,
    );
    await challenge(1);
    expect(await record('challenge_completed.c1', 'email')).toMatchObject({ status: 'sending' });
    world.fail();
    const delivery = `${user}_challenge_completed.c1_email`;
    const processed = { event: 'processed', sg_event_id: 'p', timestamp: 1772452800, delivery };
    expect(await world.report([processed])).toBe(204);
    await world.until('2026-03-02T14:00:00Z');
    expect(mails()).toHaveLength(1);
    expect(await record('challenge_completed.c1', 'email')).toMatchObject({ status: 'sent' });
  });

  test('mail that got no answer and is not reported is sent again when its lease is over', async () => {
    let faults = 0;
    world.fail(({ service }) => {
      if (service !== 'sendgrid' || faults > 0) return undefined;
      faults += 1;
      return { does: 'hang-up', accepts: false };
    });
    await challenge(1);
    await world.until('2026-03-02T12:09:59Z');
    expect(mails()).toEqual([]);
    await world.until('2026-03-02T12:10:00Z');
    expect(mails()).toHaveLength(1);
  });

  test('mail that SendGrid refuses for good is given up', async () => {
    world.fail(({ service }) =>
      service === 'sendgrid' ? sendgridError(413, 'Too large') : undefined,
    );
    await challenge(1);
    expect(await record('challenge_completed.c1', 'email')).toMatchObject({
      status: 'failed',
      reason: '413',
      attempts: 1,
    });
  });
});

describe('once', () => {
  beforeEach(() => world.app.log(user, berlin));

  test('an event that is delivered ten times at once is told once on each channel', async () => {
    await complete(1);
    const again = Array.from({ length: 10 }, () => 'challenge_completed.c1');
    await Promise.all(again.map((id) => world.redeliver(user, id)));
    await world.app.host.idle();
    await world.until('2026-03-02T18:00:00Z');
    const told = pushes().filter(({ data }) => data['eventId'] === 'challenge_completed.c1');
    expect(told).toHaveLength(1);
  });

  test('the daily cap counts messages of a streak day, on each channel', async () => {
    await world.app.call(user, 'updatePreferences', { dailyCap: 3 });
    for (const n of [1, 2, 3]) await challenge(n);
    expect(pushes()).toHaveLength(2);
    expect(mails()).toHaveLength(2);
    expect(await record('challenge_completed.c3')).toMatchObject({ status: 'capped' });
  });

  test('the last place of the daily cap is kept for what is pressing', async () => {
    await world.app.call(user, 'updatePreferences', { dailyCap: 1, quietHours: null });
    await challenge(1);
    expect(await record('challenge_completed.c1')).toMatchObject({ status: 'capped' });
    world.app.at('2026-03-04T03:07:00Z');
    await world.app.runMaintenance();
    expect(pushes()).toMatchObject([{ title: 'Your 1-day streak has ended' }]);
  });

  test('a correction that finds the day full is told on the next', async () => {
    await world.app.call(user, 'updatePreferences', { dailyCap: 1, quietHours: null });
    world.app.at('2026-03-04T03:07:00Z');
    await world.app.runMaintenance();
    await world.app.log(user, { occurredAt: '2026-03-03T20:00:00Z' });
    await world.app.log(user);
    await world.app.host.idle();
    expect(await record('streak_restored.2026-03-03.1')).toMatchObject({ status: 'deferred' });
    await world.until('2026-03-05T02:59:59Z');
    expect(pushes()).toHaveLength(1);
    await world.until('2026-03-05T03:00:00Z');
    expect(pushes()).toMatchObject([{}, { title: 'Your streak is back' }]);
  });

  test('nobody without a device or a verified address leaves a record', async () => {
    world.accounts.set(user, { email: `${user}@example.com`, emailVerified: false });
    await world.app.call(user, 'unregisterDevice', { token: token(user) });
    await challenge(1);
    expect(await record('challenge_completed.c1')).toBeUndefined();
    expect(await record('challenge_completed.c1', 'email')).toBeUndefined();
  });

  test('an event that makes no sense is dropped, and one of which nobody is told costs nothing', async () => {
    await store('milestone.7.x', { kind: 'milestone', days: 'seven' });
    await store('day_kept.2026-03-02.1', { kind: 'day_kept', reason: 'outage', current: 1 });
    expect(pushes()).toEqual([]);
    expect(world.app.host.failures).toEqual([]);
  });
});
