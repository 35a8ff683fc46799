import { takeShared } from '../../functions/src/platform/limits/sharedLimit';
import { activities, shared } from '../../functions/src/platform/limits/limits';
import { Timestamp } from 'firebase-admin/firestore';
import type { App } from './app';
import { startApp } from './app';

let app: App;

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.backend.clear();
  app.at('2026-03-10T12:00:00Z');
});

afterAll(() => app.close());

const now = Date.parse('2026-03-10T12:00:00Z');
const zone = { timeZone: 'Europe/Berlin' };

/** A user who may log so many more activities at this moment. */
async function nearlyFull(uid: string, left: number): Promise<void> {
  await app.log(uid, zone);
  const price = 3_600_000 / activities.perHour;
  const paidAt = now + (activities.burst - left) * price;
  await app.db.doc(`users/${uid}`).update({ activitiesPaidAt: Timestamp.fromMillis(paidAt) });
}

test('a shared limit is exact when many call at once', async () => {
  const limit = { burst: 5, perHour: 1 };
  const keys = [{ key: 'user.ada', limit }];
  const taken = await Promise.all(Array.from({ length: 12 }, () => takeShared(app.db, keys, now)));
  expect(taken.filter(({ ok }) => ok)).toHaveLength(5);
  const kept = await app.db.doc('rateLimits/user.ada').get();
  expect((kept.get('expireAt') as Timestamp).toMillis()).toBe(now + 5 * 3_600_000);
});

test('a call that one key has no room for counts for none', async () => {
  const one = { key: 'user.ada', limit: { burst: 1, perHour: 1 } };
  const many = { key: 'address.x', limit: { burst: 3, perHour: 1 } };
  expect(await takeShared(app.db, [one, many], now)).toMatchObject({ ok: true });
  expect(await takeShared(app.db, [one, many], now)).toMatchObject({ ok: false });
  const left = await Promise.all([1, 2, 3].map(() => takeShared(app.db, [many], now)));
  expect(left.filter(({ ok }) => ok)).toHaveLength(2);
});

test('activities beyond the limit are refused with the wait, exactly, also at once', async () => {
  await nearlyFull('ada', 3);
  const logged = await Promise.allSettled(Array.from({ length: 8 }, () => app.log('ada')));
  const refused = logged.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(5);
  expect(refused[0]).toMatchObject({
    reason: {
      code: 'resource-exhausted',
      details: { reason: 'too-many-calls', retryAfterMs: 3_600_000 / activities.perHour },
    },
  });
  expect(await app.call('ada', 'getStreak')).toMatchObject({ activities: 4 });
});

test('an answer that was given before costs nothing', async () => {
  await nearlyFull('ada', 1);
  const first = await app.log('ada', { activityId: 'again' });
  expect(await app.log('ada', { activityId: 'again' })).toEqual(first);
  await expect(app.log('ada')).rejects.toMatchObject({ details: { reason: 'too-many-calls' } });
});

test('a costly call too many is refused with the wait and does nothing, whoever calls at once', async () => {
  await app.log('ada', zone);
  await app.call('ada', 'setLeaderboardProfile', { displayName: 'Ada' });
  const { burst, perHour } = shared.costly;
  const create = () => app.call('ada', 'createShare', { fields: ['streak'] });
  const made = await Promise.allSettled(Array.from({ length: burst + 4 }, create));
  const refused = made.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(4);
  expect(refused[0]).toMatchObject({
    reason: {
      code: 'resource-exhausted',
      details: { reason: 'too-many-calls', retryAfterMs: 3_600_000 / perHour },
    },
  });
  expect((await app.db.collection('shares').count().get()).data().count).toBe(burst);
  expect(await app.call('ada', 'getStreak')).toMatchObject({ activities: 1 });
});
