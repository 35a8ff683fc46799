import type { Timestamp } from 'firebase-admin/firestore';
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
  await world.until('2026-12-01T00:00:00Z');
  await world.app.backend.clear();
  world.app.at('2026-03-02T12:00:00Z');
  await world.user(user);
});

afterAll(() => world.close());

const pushes = () => world.pushes().filter((push) => push.token.startsWith(token(user)));
const kinds = () => pushes().map(({ data }) => data['kind']);

const remind = async (instant: string) => {
  await world.until(instant);
  await world.app.host.runSchedule('scheduleReminders', new Date(instant));
  await world.app.host.idle();
};

const judge = async (instant: string) => {
  await world.until(instant);
  await world.app.runMaintenance();
  await world.app.host.idle();
};

/** Active on 2, 3 and 4 March; the run ends on the 6th at 03:00 UTC, of which they are told at eight. */
const lose = async () => {
  for (const day of ['02', '03', '04']) {
    await world.until(`2026-03-${day}T12:00:00Z`);
    await world.app.log(user, berlin);
  }
  await judge('2026-03-06T03:07:00Z');
  await world.until('2026-03-06T09:00:00Z');
};

const dueAt = async () => {
  const found = (await world.app.db.doc(`users/${user}`).get()).get('remindAt') as Timestamp | null;
  return found?.toDate().toISOString() ?? null;
};

test('whoever stays away is told of the offer, asked twice to come back, and told goodbye', async () => {
  await lose();
  const due: (string | null)[] = [];
  for (;;) {
    const next = await dueAt();
    due.push(next);
    if (next === null) break;
    await remind(new Date(Date.parse(next) + 60_000).toISOString());
  }
  expect(due).toEqual([
    '2026-03-06T15:00:00.000Z', // of half the time, which nobody wants who has not said so
    '2026-03-06T19:00:00.000Z',
    '2026-03-07T19:00:00.000Z',
    '2026-03-11T19:00:00.000Z',
    '2026-03-18T19:00:00.000Z',
    null,
  ]);
  expect(kinds()).toEqual(['streak_broken', 'recovery_closing', 'away', 'away', 'away']);
  expect(pushes().at(-1)?.body).toContain('our last reminder');
  expect(pushes()[1]).toMatchObject({
    title: 'Last chance for your 3-day streak',
    data: { open: 'recovery', id: '2026-03-05' },
  });
});

test('the same announcement again tells nothing twice', async () => {
  await lose();
  await remind('2026-03-06T19:01:00Z');
  await world.app.db.doc(`users/${user}`).update({ remindAt: new Date('2026-03-06T19:00:00Z') });
  await remind('2026-03-06T19:16:00Z');
  expect(kinds()).toEqual(['streak_broken', 'recovery_closing']);
});

test('whoever has won the run back, or begun anew, hears nothing of it', async () => {
  await lose();
  await world.app.call(user, 'startRecovery');
  for (const minute of ['01', '02']) {
    await world.until(`2026-03-06T10:${minute}:00Z`);
    await world.app.log(user, berlin);
  }
  await remind('2026-03-06T19:01:00Z');
  expect(kinds()).toEqual(['streak_broken', 'recovered']);
});

test('an activity while the nudge waits withdraws it', async () => {
  await lose();
  await remind('2026-03-06T19:01:00Z');
  await world.app.call(user, 'updatePreferences', { quietHours: { from: 19, to: 21 } });
  await remind('2026-03-07T19:01:00Z');
  await world.app.log(user, berlin);
  await world.until('2026-03-08T12:00:00Z');
  expect(kinds()).toEqual(['streak_broken', 'recovery_closing']);
  const waited = await world.app.db.doc(`deliveries/${user}_away.2026-03-04.3_push`).get();
  expect(waited.data()).toMatchObject({ status: 'withdrawn', reason: 'active' });
});

test('a nudge leaves the last place of a day to what is pressing', async () => {
  await lose();
  await world.app.call(user, 'updatePreferences', { dailyCap: 1 });
  await remind('2026-03-07T19:01:00Z');
  expect(kinds()).toEqual(['streak_broken']);
  const left = await world.app.db.doc(`deliveries/${user}_away.2026-03-04.3_push`).get();
  expect(left.data()).toMatchObject({ status: 'capped' });
});

test('the end of a pause is told once, in the evening of its last day', async () => {
  await world.app.log(user, berlin);
  await world.app.call(user, 'setPause', { from: '2026-03-03', to: '2026-03-06' });
  expect(await dueAt()).toBe('2026-03-06T19:00:00.000Z');
  await remind('2026-03-06T19:01:00Z');
  expect(pushes()).toMatchObject([
    { title: 'Your pause ends today', body: expect.stringContaining('1-day streak') as string },
  ]);
  expect(await dueAt()).toBe('2026-03-07T19:00:00.000Z');
});

test('a pause that is taken back is not told to end', async () => {
  await world.app.log(user, berlin);
  await world.app.call(user, 'setPause', { from: '2026-03-03', to: '2026-03-06' });
  await world.app.call(user, 'cancelPause', { from: '2026-03-05', to: '2026-03-06' });
  expect(await dueAt()).toBe('2026-03-04T19:00:00.000Z');
});

describe('a challenge', () => {
  const title = 'Ten quizzes';

  /** From Tuesday to Friday, joined on Monday. */
  const join = async (challengeId: string, change: object = {}) => {
    const challenge = {
      ...{ challengeId, title, goal: { kind: 'activities', target: 3 } },
      window: { kind: 'days', first: '2026-03-03', last: '2026-03-06' },
      reward: { xp: 100, freezes: 1 },
      ...change,
    };
    const admin = { uid: 'root', claims: { admin: true } };
    await world.app.host.call('createChallenge', challenge, admin);
    await world.app.call(user, 'setTimeZone', berlin);
    await world.app.call(user, 'joinChallenge', { challengeId });
  };

  /** Everything that is due up to an instant, at its time. */
  const live = async (until: string) => {
    for (let next = await dueAt(); next !== null && next < until; next = await dueAt()) {
      await remind(new Date(Date.parse(next) + 60_000).toISOString());
    }
  };

  test('is told of when it begins, before it ends, and when it was missed', async () => {
    await join('ten');
    await live('2026-03-04T12:00:00.000Z');
    await world.until('2026-03-04T12:00:00Z');
    await world.app.log(user);
    await live('2026-03-06T12:00:00.000Z');
    await world.until('2026-03-06T12:00:00Z');
    await world.app.log(user);
    await live('2026-03-08T12:00:00.000Z');
    const told = pushes().map(({ title, body, data: { kind = '', open, id } }) => ({
      ...{ kind, open, id, text: `${title}: ${body}` },
    }));
    expect(told.filter(({ kind }) => kind.startsWith('challenge'))).toEqual([
      {
        ...{ kind: 'challenge_starting', open: 'challenge', id: 'ten' },
        text: 'Your challenge has begun: “Ten quizzes” runs until Friday. Your reward: 100 XP and 1 freeze.',
      },
      {
        ...{ kind: 'challenge_ending', open: 'challenge', id: 'ten' },
        text: 'Your challenge ends tomorrow: “Ten quizzes”: 1 of 3 done. Your reward: 100 XP and 1 freeze.',
      },
      {
        ...{ kind: 'challenge_missed', open: 'challenge', id: 'ten' },
        text: 'Your challenge is over: “Ten quizzes” ended yesterday at 2 of 3. What has not been synced yet still counts.',
      },
    ]);
  });

  test('that begins with another is told of in one message', async () => {
    await join('ten');
    await join('other', { title: 'Every day', goal: { kind: 'every-day' } });
    await remind('2026-03-03T08:01:00Z');
    expect(pushes()).toHaveLength(1);
    expect(pushes()[0]?.body).toMatch(/Your challenge “(Ten quizzes|Every day)” has begun\.$/);
  });

  test('is not told of to who has completed or left it', async () => {
    await join('ten');
    await join('other', { goal: { kind: 'activities', target: 1 } });
    await world.until('2026-03-03T07:00:00Z');
    await world.app.call(user, 'leaveChallenge', { challengeId: 'ten' });
    await world.app.log(user);
    await live('2026-03-07T23:00:00.000Z');
    expect(kinds().filter((kind) => kind?.startsWith('challenge'))).toEqual([
      'challenge_completed',
    ]);
  });

  test('that is completed while its message waits is not told to end', async () => {
    await world.app.call(user, 'updatePreferences', { quietHours: { from: 20, to: 21 } });
    await join('ten', { goal: { kind: 'activities', target: 1 } });
    await live('2026-03-03T12:00:00.000Z');
    const due = await dueAt();
    expect(due).toBe('2026-03-05T19:00:00.000Z');
    await remind('2026-03-05T19:01:00Z');
    await world.app.log(user);
    await world.until('2026-03-06T12:00:00Z');
    expect(kinds()).toEqual(['challenge_starting', 'challenge_completed']);
    const waited = await world.app.db.doc(`deliveries/${user}_challenge_ending.ten_push`).get();
    expect(waited.data()).toMatchObject({ status: 'withdrawn', reason: 'active' });
  });
});
