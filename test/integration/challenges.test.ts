import type {
  FollowChallengeResponse,
  ListedChallenge,
} from '../../functions/src/contracts/challenges';
import type { LogActivityResponse } from '../../functions/src/contracts/streaks';
import { closeParticipations } from '../../functions/src/features/challenges/closeChallenges';
import type { CloseMessage } from '../../functions/src/contracts/messages';
import { program } from '../../functions/src/program';
import { shardOf } from '../../functions/src/contracts/shards';
import { type App, startApp } from './app';
import { shared } from '../../functions/src/contracts/rateLimits';

let app: App;
let number = 0;
let id: string;
let ada: string;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(() => {
  number += 1;
  [id, ada] = [`sprint-${number}`, `ada${number}`];
  app.at('2026-03-02T12:00:00Z');
});

afterAll(() => app.close());

const week = { kind: 'days', first: '2026-03-02', last: '2026-03-08' };
const sprint = {
  title: '3-day study sprint',
  goal: { kind: 'run', target: 3 },
  window: week,
  reward: { xp: 480, freezes: 1, badge: 'sprinter' },
};

const create = (challenge: object = {}, uid = 'root') =>
  app.host.call(
    'createChallenge',
    { challengeId: id, ...sprint, ...challenge },
    { uid, claims: { admin: true } },
  );
const join = (uid: string, challengeId = id) => app.call(uid, 'joinChallenge', { challengeId });
const leave = (uid: string) => app.call(uid, 'leaveChallenge', { challengeId: id });
const follow = async (uid: string) =>
  (await app.call(uid, 'followChallenge', { challengeId: id })) as FollowChallengeResponse;
const settleIn = (uid: string) => app.call(uid, 'setTimeZone', { timeZone: 'Europe/Berlin' });
const part = async (uid: string) =>
  (await app.db.doc(`challenges/${id}/participants/${uid}`).get()).data();
const listed = async (uid: string): Promise<ListedChallenge | undefined> => {
  const answer = (await app.call(uid, 'listChallenges')) as { challenges: ListedChallenge[] };
  return answer.challenges.find(({ challengeId }) => challengeId === id);
};
const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: unknown) => (error as { details: { reason: string } }).details.reason,
  );

async function closeAt(instant: string): Promise<void> {
  app.at(instant);
  await app.host.runSchedule('closeChallenges', new Date(instant));
  await app.host.idle();
}

test('a challenge of an earlier version stops saying who created it', async () => {
  await create();
  const path = app.db.doc(`challenges/${id}`);
  const before = (await path.get()).data();
  await path.update({ createdBy: 'root' });
  await closeAt('2026-03-02T12:04:00Z');
  expect((await path.get()).data()).toEqual(before);
});

test('a sprint: joined, followed, completed with a late activity, rewarded and told once', async () => {
  await create();
  await settleIn(ada);
  expect(await listed(ada)).toMatchObject({ state: 'running', part: null, participants: 0 });
  await join(ada);
  const first = await app.log(ada);
  expect(first.challenges).toEqual([
    {
      challengeId: id,
      title: sprint.title,
      kind: 'run',
      value: 1,
      target: 3,
      completedOn: null,
    },
  ]);
  app.at('2026-03-04T12:00:00Z');
  expect((await app.log(ada)).challenges).toMatchObject([{ value: 1 }]);
  const late: LogActivityResponse = await app.log(ada, {
    activityId: 'late',
    occurredAt: '2026-03-03T12:00:00Z',
  });
  expect(late.challenges).toMatchObject([{ value: 3, completedOn: '2026-03-04' }]);
  expect(late.events).toContainEqual({
    id: `challenge_completed.${id}`,
    kind: 'challenge_completed',
    day: '2026-03-04',
  });
  // 30 XP of their own and 480: that is a freeze, and the reward's makes two.
  expect(late.streak).toMatchObject({ xp: 510, freezes: 2 });
  expect(late.newBadges).toContain('sprinter');
  const again = await app.log(ada, { activityId: 'late', occurredAt: '2026-03-03T12:00:00Z' });
  expect(again).toEqual(late);
  expect((await app.log(ada)).streak).toMatchObject({ xp: 520 });
  expect(await part(ada)).toMatchObject({ value: 3, status: 'completed' });

  expect(await leave(ada)).toEqual({ left: false });
  expect(await join(ada)).toMatchObject({ part: { completedOn: '2026-03-04' } });
  const { days } = (await app.call(ada, 'explainStreak', { from: '2026-03-04' })) as {
    days: unknown[];
  };
  expect(days).toMatchObject([{ xp: 20, rewards: [{ challengeId: id, xp: 480, freezes: 1 }] }]);
  const event = await app.db.doc(`users/${ada}/events/challenge_completed.${id}`).get();
  expect(event.data()).toMatchObject({ title: sprint.title, day: '2026-03-04' });
});

test('50 activities at once that complete it reward once', async () => {
  await create({ goal: { kind: 'activities', target: 20 } });
  await settleIn(ada);
  await join(ada);
  await Promise.all(Array.from({ length: 50 }, () => app.log(ada)));
  expect(await app.call(ada, 'getStreak')).toMatchObject({ activities: 50, xp: 980 });
  expect(await part(ada)).toMatchObject({ value: 20, status: 'completed' });
});

test('200 who join at once get exactly the places that there are', async () => {
  await create({ capacity: 60 });
  const uids = Array.from({ length: 200 }, (_, index) => `racer${index}`);
  await Promise.all(uids.map(settleIn));
  const outcomes = await Promise.all(uids.map((uid) => reasonOf(join(uid))));
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(60);
  expect(outcomes.filter((outcome) => outcome === 'challenge-full')).toHaveLength(140);
  expect(await listed('racer0')).toMatchObject({ participants: 60, capacity: 60 });

  // Those who are in stay in when they join again; a place that is left is taken once.
  const winner = uids[outcomes.indexOf('done')] ?? '';
  expect(await reasonOf(join(winner))).toBe('done');
  const left = await Promise.all(Array.from({ length: 5 }, () => leave(winner)));
  expect(left.filter((answer) => (answer as { left: boolean }).left)).toHaveLength(1);
  const losers = uids.filter((_, index) => outcomes[index] !== 'done').slice(0, 20);
  const second = await Promise.all(losers.map((uid) => reasonOf(join(uid))));
  expect(second.filter((outcome) => outcome === 'done')).toHaveLength(1);
});

describe('where places are limited', () => {
  const signedIn = (uid: string, provider: string, identities = {}) => ({
    uid,
    claims: { firebase: { sign_in_provider: provider, identities } },
  });
  const ghost = (uid: string, identities = {}) => signedIn(uid, 'anonymous', identities);
  const joinAs = (auth: Parameters<App['host']['call']>[2]) =>
    reasonOf(app.host.call('joinChallenge', { challengeId: id }, auth));
  const listedFor = async (auth: Parameters<App['host']['call']>[2]) => {
    const { challenges } = (await app.host.call('listChallenges', {}, auth)) as {
      challenges: ListedChallenge[];
    };
    return challenges.find(({ challengeId }) => challengeId === id);
  };

  afterEach(() => {
    delete process.env['LIMITED_PLACES_NEED_ACCOUNT'];
  });

  test('anonymous users take none, however many come at once; who links an account does', async () => {
    await create({ capacity: 3 });
    const ghosts = Array.from({ length: 12 }, (_, index) => `ghost${number}-${index}`);
    await Promise.all([...ghosts, ada].map(settleIn));
    const refusals = await Promise.all(ghosts.map((uid) => joinAs(ghost(uid))));
    expect(new Set(refusals)).toEqual(new Set(['account-required']));
    const slots = await app.db.collection(`challenges/${id}/slots`).get();
    expect(slots.size).toBe(0);
    const [first = ''] = ghosts;
    expect(await listedFor(ghost(first))).toMatchObject({ accountRequired: true, part: null });
    const linked = ghost(first, { 'google.com': ['1'] });
    expect(await listedFor(linked)).toMatchObject({ accountRequired: false });
    expect(await joinAs(linked)).toBe('done');
    expect(await joinAs(signedIn(ada, 'password'))).toBe('done');
    // Who has a part keeps it, whatever their token says.
    expect(await joinAs(ghost(first))).toBe('done');
    expect(await listedFor(ghost(first))).toMatchObject({ accountRequired: false });
  });

  test('the account is asked for before the places, and nowhere else', async () => {
    await create({ capacity: 1 });
    await Promise.all([ada, 'ghost'].map(settleIn));
    await join(ada);
    expect(await joinAs(ghost('ghost'))).toBe('account-required');
    id = `open-${number}`;
    await create();
    expect(await listedFor(ghost('ghost'))).toMatchObject({ accountRequired: false });
    expect(await joinAs(ghost('ghost'))).toBe('done');
  });

  test('an app can let anonymous users in', async () => {
    process.env['LIMITED_PLACES_NEED_ACCOUNT'] = 'false';
    await create({ capacity: 1 });
    await settleIn('ghost');
    expect(await listedFor(ghost('ghost'))).toMatchObject({ accountRequired: false });
    expect(await joinAs(ghost('ghost'))).toBe('done');
  });
});

test('places of users whose data is deleted are free again, once each', async () => {
  await create({ capacity: 4 });
  const [holders, others] = ['holder', 'other'].map((name) =>
    Array.from({ length: 4 }, (_, index) => `${name}${number}-${index}`),
  ) as [string[], string[]];
  await Promise.all([...holders, ...others].map(settleIn));
  await Promise.all(holders.map((uid) => join(uid)));
  const leaving = holders.slice(0, 3);
  await Promise.all([
    ...leaving.flatMap((uid) => [app.call(uid, 'deleteMyData'), app.call(uid, 'deleteMyData')]),
    leave(leaving[0] ?? ''),
  ]);
  const outcomes = await Promise.all(others.map((uid) => reasonOf(join(uid))));
  expect(outcomes.sort()).toEqual(['challenge-full', 'done', 'done', 'done']);
  expect(await listed(others[0] ?? '')).toMatchObject({ participants: 4, capacity: 4 });
  const { docs } = await app.db.collection(`challenges/${id}/slots`).get();
  expect(docs.map((slot) => slot.get('taken') as number)).toEqual([4]);
});

test('joining many times at once is joining once', async () => {
  await create({ capacity: 5 });
  await settleIn(ada);
  await Promise.all(Array.from({ length: 10 }, () => join(ada)));
  const slots = await app.db.collection(`challenges/${id}/slots`).get();
  expect(slots.docs.map((slot) => slot.get('taken') as number)).toEqual([1]);
  expect(await leave(ada)).toEqual({ left: true });
  expect(await part(ada)).toBeUndefined();
  expect((await app.log(ada)).challenges).toEqual([]);
});

test('the standing shows those who have opted in, while they do', async () => {
  await create({ goal: { kind: 'activities', target: 9 } });
  const [ben, cleo] = [`ben${number}`, `cleo${number}`];
  await Promise.all([ada, ben, cleo].map(settleIn));
  await app.call(ada, 'setLeaderboardProfile', { displayName: 'Ada' });
  await Promise.all([ada, ben, cleo].map((uid) => join(uid)));
  await app.call(cleo, 'setLeaderboardProfile', { displayName: 'Cleo' });
  await app.log(ben);
  await app.log(ben);
  await app.log(cleo);
  expect(await follow(ada)).toMatchObject({
    participants: 3,
    rank: 3,
    standing: [
      { rank: 1, displayName: 'Cleo', value: 1, isCaller: false },
      { rank: 2, displayName: 'Ada', value: 0, isCaller: true },
    ],
  });
  await app.call(cleo, 'setLeaderboardProfile', { displayName: null });
  expect((await follow(ada)).standing.map(({ displayName }) => displayName)).toEqual(['Ada']);
});

test('one that is over is closed: every part has its outcome, and the next has begun', async () => {
  await create({ repeats: { every: 'weekly', times: 2 } });
  const [ben, cleo] = [`ben${number}`, `cleo${number}`];
  await Promise.all([ada, ben, cleo].map(settleIn));
  await Promise.all([ada, ben].map((uid) => join(uid)));
  for (const day of ['02', '03', '04']) {
    app.at(`2026-03-${day}T12:00:00Z`);
    await app.log(ada);
  }
  await closeAt('2026-03-04T13:00:00Z');
  expect(await listed(ada)).toBeDefined();
  await closeAt('2026-03-12T13:00:00Z');
  expect(await part(ada)).toMatchObject({ status: 'completed' });
  expect(await part(ben)).toMatchObject({ status: 'ended', value: 0 });
  const closed = (await app.db.doc(`challenges/${id}`).get()).data();
  expect(closed).toMatchObject({ state: 'closed', totals: { participants: 2, completed: 1 } });
  const next = (await app.db.doc(`challenges/${id}.2`).get()).data();
  expect(next).toMatchObject({
    window: { first: '2026-03-09', last: '2026-03-15' },
    repeatAt: null,
    state: 'open',
  });
  expect(await reasonOf(join(cleo))).toBe('challenge-over');
  expect(await reasonOf(join(ben, `${id}.2`))).toBe('done');
});

test('a worker that is near its deadline has the rest done by the next, each part once', async () => {
  await create();
  const uids = Array.from({ length: 7 }, (_, index) => `late${number}-${index}`);
  await Promise.all(uids.map(settleIn));
  await Promise.all(uids.map((uid) => join(uid)));
  const now = Date.parse('2026-03-12T13:00:00Z');
  const messages = [
    { challengeId: id, shards: [...new Set(uids.map(shardOf))], correlationId: 'close' },
  ];
  const announce = (message: CloseMessage) => Promise.resolve(void messages.push(message));
  const deps = { db: app.db, program, now: () => now, announce };
  const ended: number[] = [];
  for (const message of messages) ended.push(await closeParticipations(deps, message, now, 3));
  expect(ended).toEqual([3, 3, 1]);
  const closed = (await app.db.doc(`challenges/${id}`).get()).data();
  expect(closed).toMatchObject({ state: 'closed', totals: { participants: 7, completed: 0 } });
  const [first] = messages;
  expect(first && (await closeParticipations(deps, first, now, 3))).toBe(0);
});

test('a stream sends each step of its caller and ends when all is reached', async () => {
  await create({ goal: { kind: 'activities', target: 2 } });
  await settleIn(ada);
  await join(ada);
  const values: number[] = [];
  const stream = app.host.stream('followChallenge', { challengeId: id }, { uid: ada });
  for await (const chunk of stream) {
    values.push((chunk as FollowChallengeResponse).part.value);
    if (values.length < 3) await app.log(ada);
  }
  expect(values).toEqual([0, 1, 2]);
});

test('a user starts so many streams and is told when to start another, and may ask without', async () => {
  await create({ goal: { kind: 'activities', target: 1 } });
  await settleIn(ada);
  await join(ada);
  await app.log(ada); // all is reached, so each stream ends at once
  const { burst, perHour } = shared.stream;
  const start = async (uid: string) => {
    const stream = app.host.stream('followChallenge', { challengeId: id }, { uid });
    for await (const chunk of stream) return (chunk as FollowChallengeResponse).participants;
    return undefined;
  };
  const started = await Promise.allSettled(Array.from({ length: burst + 6 }, () => start(ada)));
  const refused = started.flatMap((each) => (each.status === 'rejected' ? [each] : []));
  expect(refused).toHaveLength(6);
  for (const { reason } of refused) {
    expect(reason).toMatchObject({
      code: 'resource-exhausted',
      details: { reason: 'too-many-calls', retryAfterMs: Math.ceil(3_600_000 / perHour) },
    });
  }
  expect(await follow(ada)).toMatchObject({ participants: 1 });
  expect(await reasonOf(start('ben'))).toBe('not-joined'); // theirs are counted apart
  app.at('2026-03-02T12:00:03Z');
  expect(await start(ada)).toBe(1);
});

test('refusals', async () => {
  await create();
  await settleIn(ada);
  expect(await reasonOf(create({ title: 'Another one' }))).toBe('challenge-exists');
  expect(await reasonOf(create())).toBe('done');
  expect(await reasonOf(join(ada, 'nowhere'))).toBe('unknown-challenge');
  expect(await reasonOf(join('nobody-known'))).toBe('time-zone-unset');
  expect(await reasonOf(join(ada, '../users'))).toBe('malformed-request');
  expect(await reasonOf(follow(ada))).toBe('not-joined');
  expect(await leave(ada)).toEqual({ left: false });
  expect(await reasonOf(app.call(ada, 'createChallenge', {}))).toBe('admin-required');
  app.at('2026-03-09T12:00:00Z');
  expect(await reasonOf(join(ada))).toBe('challenge-over');
  app.at('2026-03-02T12:00:00Z');
  const ids = Array.from({ length: 10 }, (_, index) => `many-${number}-${index}`);
  for (const challengeId of ids) {
    await create({ challengeId });
    await join(ada, challengeId);
  }
  expect(await reasonOf(join(ada))).toBe('too-many-challenges');
});
