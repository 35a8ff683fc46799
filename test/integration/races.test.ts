import type { Firestore } from 'firebase-admin/firestore';
import type { LogActivityRequest } from '../../functions/src/contracts/streaks';
import { noOutages } from '../../functions/src/engine/outages';
import type * as Activity from '../../functions/src/features/streaks/logActivity';
import type * as Platform from '../../functions/src/platform/firestore';
import { program } from '../../functions/src/program';
import { type App, startApp } from './app';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

/** Each test has a user to itself: what is left of a race may hold locks for a while. */
let uid: string;
let number = 0;

beforeEach(() => {
  number += 1;
  uid = `ada${number}`;
  app.at('2026-03-10T12:00:00Z');
});

afterAll(() => app.close());

const zone = { timeZone: 'Europe/Berlin' };
const times = <T>(count: number, task: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => task(index)));

test('50 activities of one user at once all count, once', async () => {
  await times(50, () => app.log(uid, zone));
  const streak = await app.call(uid, 'getStreak');
  expect(streak).toMatchObject({ activities: 50, xp: 500, freezes: 1, current: 1 });
  const activities = await app.db.collection(`users/${uid}/activities`).count().get();
  expect(activities.data().count).toBe(50);
});

test('one activity sent 50 times at once counts once, and all get the same answer', async () => {
  const answers = await times(50, () => app.log(uid, { ...zone, activityId: 'same' }));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await app.call(uid, 'getStreak')).toMatchObject({ activities: 1, xp: 10 });
});

test('several instances that serve one user at once lose nothing', async () => {
  const instances = Array.from({ length: 5 }, instanceOfItsOwn);
  await times(20, async (index) => {
    const request = {
      activityId: `i${index % 10}`,
      type: 'quiz_easy_passed',
      quantity: 1,
      ...zone,
    };
    await instances[index % instances.length]?.log(uid, request);
  });
  expect(await app.call(uid, 'getStreak')).toMatchObject({ activities: 10, xp: 100 });
  await Promise.all(instances.map(({ end }) => end()));
});

test('changes of zone at once leave one consistent timeline', async () => {
  await app.log(uid, zone);
  const zones = ['Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Asia/Kathmandu'];
  await times(12, (index) => app.call(uid, 'setTimeZone', { timeZone: zones[index % 4] }));
  const user = await app.db.doc(`users/${uid}`).get();
  const timeline = user.get('streak.timeline') as { from: { toMillis(): number } }[];
  const starts = timeline.map(({ from }) => from.toMillis());
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  expect(await app.call(uid, 'getStreak')).toMatchObject({ current: 1, activities: 1 });
});

/** `logActivity` with modules and connections of its own, as another function instance has them. */
function instanceOfItsOwn() {
  const loaded: { db: Firestore; activity: typeof Activity }[] = [];
  jest.isolateModules(() => {
    const { database } = jest.requireActual<typeof Platform>(
      '../../functions/src/platform/firestore',
    );
    const activity = jest.requireActual<typeof Activity>(
      '../../functions/src/features/streaks/logActivity',
    );
    loaded.push({ db: database(), activity });
  });
  const [instance] = loaded;
  if (!instance) throw new Error('The modules were not loaded.');
  const { db, activity } = instance;
  const now = () => Date.parse('2026-03-10T12:00:00Z');
  const deps = { db, program, now, outages: noOutages };
  return {
    log: (uid: string, request: LogActivityRequest) =>
      activity.logActivity(deps, { uid, correlationId: 'race' }, request),
    end: () => db.terminate(),
  };
}
