import { aChallenge } from '../support/doEverything';
import { everyDocument } from '../support/everyDocument';
import { type App, startApp } from './app';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.backend.clear();
  app.at('2026-03-04T12:00:00Z');
});

afterAll(() => app.close());

const zone = { timeZone: 'Europe/Berlin' };
const admin = { uid: 'root', claims: { admin: true } };
const undo = (uid: string, activityId: string) => app.call(uid, 'undoActivity', { activityId });

const streakOf = (uid: string) => app.call(uid, 'getStreak');
const daysOf = async (uid: string) => {
  const { days } = (await app.call(uid, 'getCalendar', { month: '2026-03' })) as { days: object[] };
  return days;
};

test('the streak, the calendar and the explanation are as if it had never been logged', async () => {
  await app.log('ada', zone);
  await app.log('ben', zone);
  app.at('2026-03-05T12:00:00Z');
  await app.log('ada', { ...zone, activityId: 'wrong', type: 'evaluation_high', quantity: 10 });
  const answer = await undo('ada', 'wrong');
  expect(answer).toMatchObject({ activityId: 'wrong', day: '2026-03-05', streak: { current: 1 } });
  await app.host.idle();
  expect(await streakOf('ada')).toEqual(await streakOf('ben'));
  expect(await daysOf('ada')).toEqual(await daysOf('ben'));
  expect(await app.call('ada', 'explainStreak')).toEqual(await app.call('ben', 'explainStreak'));
});

test('taken back twice it is taken back once; logged again under its id it is refused', async () => {
  await app.log('ada', { ...zone, activityId: 'first' });
  await app.log('ada', { ...zone, activityId: 'wrong' });
  const answer = await undo('ada', 'wrong');
  expect(await undo('ada', 'wrong')).toEqual(answer);
  const again = app.log('ada', { ...zone, activityId: 'wrong' });
  await expect(again).rejects.toMatchObject({ details: { reason: 'activity-undone' } });
  expect(await streakOf('ada')).toMatchObject({ activities: 1, xp: 10 });
});

test('what cannot be taken back is refused with its reason, and nothing changes', async () => {
  await expect(undo('nobody', 'a')).rejects.toMatchObject({
    details: { reason: 'time-zone-unset' },
  });
  await app.log('ada', { ...zone, activityId: 'old' });
  app.at('2026-03-06T12:00:01Z');
  await app.log('ada', zone);
  await app.host.idle();
  const before = await everyDocument(app.db);
  await expect(undo('ada', 'another')).rejects.toMatchObject({
    details: { reason: 'unknown-activity' },
  });
  await expect(undo('ada', 'old')).rejects.toMatchObject({
    details: { reason: 'day-sealed', day: '2026-03-04' },
  });
  expect(await everyDocument(app.db)).toEqual(before);
});

test('a day that has ended is judged again, and a first day leaves no trace', async () => {
  await app.log('ada', { ...zone, activityId: 'only' });
  app.at('2026-03-05T12:00:00Z');
  await app.runMaintenance();
  await undo('ada', 'only');
  await app.host.idle();
  const streak = await streakOf('ada');
  expect(streak).toMatchObject({ current: 0, longest: 0, activities: 0, badges: [] });
  const { days } = (await app.call('ada', 'explainStreak', { from: '2026-03-04' })) as {
    days: { verdict: string; activities: number }[];
  };
  expect(days[0]).toMatchObject({ verdict: 'before', activities: 0 });
  const user = await app.db.doc('users/ada').get();
  expect(user.get('lapseAt')).toBeNull();
});

test('a challenge is no longer completed, nor told again when it is', async () => {
  const challengeId = 'two';
  const goal = { kind: 'activities', target: 2 };
  await app.host.call('createChallenge', { ...aChallenge, challengeId, goal }, admin);
  await app.log('ada', zone);
  await app.call('ada', 'joinChallenge', { challengeId });
  const { events } = await app.log('ada', { ...zone, activityId: 'wrong' });
  expect(events.map(({ kind }) => kind)).toContain('challenge_completed');
  const part = () => app.db.doc(`challenges/${challengeId}/participants/ada`).get();
  expect((await part()).data()).toMatchObject({ status: 'completed', value: 2 });
  const answer = await undo('ada', 'wrong');
  expect(answer).toMatchObject({ challenges: [{ challengeId, value: 1, completedOn: null }] });
  expect((await part()).data()).toMatchObject({ status: 'active', value: 1, completedOn: null });
  const again = await app.log('ada', zone);
  expect(again.events).toEqual([]);
  expect((await part()).data()).toMatchObject({ status: 'completed', value: 2 });
});

test('nobody stays on a board by what they took back', async () => {
  await app.call('ada', 'setTimeZone', zone);
  await app.call('ada', 'setLeaderboardProfile', { displayName: 'Ada' });
  await app.log('ada', { ...zone, activityId: 'wrong' });
  const board = async () =>
    (await app.call('ada', 'getLeaderboard', { board: 'weekly' })) as { caller: object | null };
  await app.host.call('rebuildLeaderboards', {}, admin);
  await undo('ada', 'wrong');
  expect((await app.db.doc('users/ada').get()).get('board')).toEqual({});
  await app.host.call('rebuildLeaderboards', {}, admin);
  expect(await board()).toMatchObject({ entries: [] });
});

test('an audit finds nothing, an export has it as taken back, and an erasure takes it along', async () => {
  await app.log('ada', zone);
  await app.log('ada', { ...zone, activityId: 'wrong' });
  await undo('ada', 'wrong');
  await app.host.idle();
  const repair = await app.host.call('repairStreak', { uid: 'ada' }, admin);
  expect(repair).toMatchObject({ repaired: false });
  const { documents } = (await app.call('ada', 'exportMyData')) as {
    documents: { path: string; data: object }[];
  };
  const wrong = documents.find(({ path }) => path.endsWith('activities/wrong'));
  expect(wrong?.data).toMatchObject({ undone: { day: '2026-03-04' } });
  await app.call('ada', 'deleteMyData');
  const left = [...(await everyDocument(app.db)).keys()];
  expect(left.filter((path) => path.startsWith('users/'))).toEqual([]);
});

test('beside what is logged and judged at the same time, none is lost and none counts twice', async () => {
  await app.log('ada', { ...zone, activityId: 'w0' });
  await Promise.all([1, 2, 3, 4, 5].map((n) => app.log('ada', { ...zone, activityId: `w${n}` })));
  app.at('2026-03-05T03:00:01Z');
  await Promise.all([
    ...[0, 1, 2, 3, 4].flatMap((n) => [undo('ada', `w${n}`), undo('ada', `w${n}`)]),
    ...[6, 7, 8].map((n) => app.log('ada', { ...zone, activityId: `w${n}` })),
    app.runMaintenance(),
  ]);
  await app.host.idle();
  expect(await streakOf('ada')).toMatchObject({ activities: 4, xp: 40, current: 2 });
  const repair = await app.host.call('repairStreak', { uid: 'ada' }, admin);
  expect(repair).toMatchObject({ repaired: false });
});
