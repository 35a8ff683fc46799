import { Timestamp } from 'firebase-admin/firestore';
import { consumeShared } from '../../functions/src/platform/rateLimit';
import { type App, startApp } from './app';
import { activities, shared } from '../../functions/src/contracts/rateLimits';

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
  const taken = await Promise.all(
    Array.from({ length: 12 }, () => consumeShared(app.db, keys, now)),
  );
  expect(taken.filter(({ ok }) => ok)).toHaveLength(5);
  const kept = await app.db.doc('rateLimits/user.ada').get();
  expect((kept.get('expireAt') as Timestamp).toMillis()).toBe(now + 5 * 3_600_000);
});

test('a call that one key has no room for counts for none', async () => {
  const one = { key: 'user.ada', limit: { burst: 1, perHour: 1 } };
  const many = { key: 'address.x', limit: { burst: 3, perHour: 1 } };
  expect(await consumeShared(app.db, [one, many], now)).toMatchObject({ ok: true });
  expect(await consumeShared(app.db, [one, many], now)).toMatchObject({ ok: false });
  const left = await Promise.all([1, 2, 3].map(() => consumeShared(app.db, [many], now)));
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

test('whoever has made as many cards as may be can still leave', async () => {
  await app.log('ada', zone);
  await app.call('ada', 'setLeaderboardProfile', { displayName: 'Ada' });
  const create = () => app.call('ada', 'createShare', { fields: ['streak'] });
  await Promise.allSettled(Array.from({ length: shared.costly.burst + 1 }, create));
  await expect(create()).rejects.toMatchObject({ details: { reason: 'too-many-calls' } });
  expect(await app.call('ada', 'deleteMyData')).toMatchObject({
    deleted: expect.any(Number) as number,
  });
});

describe('an erasure lifts no limit', () => {
  test('60 deletions in a row are as many as may be, and the rest are refused', async () => {
    const { burst } = shared.erasing;
    const outcomes: boolean[] = [];
    for (let n = 0; n < 60; n += 1) {
      outcomes.push(
        await app.call('ada', 'deleteMyData').then(
          () => true,
          () => false,
        ),
      );
    }
    expect(outcomes).toEqual(outcomes.map((_, n) => n < burst));
    await expect(app.call('ada', 'deleteMyData')).rejects.toMatchObject({
      details: { reason: 'too-many-calls' },
    });
  });

  test('60 deletions at once are as many as may be', async () => {
    const calls = Array.from({ length: 60 }, () => app.call('ada', 'deleteMyData'));
    const outcomes = await Promise.allSettled(calls);
    // Those that the limit let through; the store may be too busy with the others to count them.
    const taken = outcomes.filter(
      (outcome) =>
        outcome.status === 'fulfilled' || reasonOf(outcome.reason) === 'erasure-incomplete',
    );
    expect(taken.length).toBeLessThanOrEqual(shared.erasing.burst);
    expect(taken.length).toBeGreaterThan(0);
  });

  test('activities that were logged before it count after it, whatever is called first', async () => {
    await nearlyFull('ada', 3);
    await app.call('ada', 'deleteMyData');
    await app.call('ada', 'setTimeZone', zone); // makes the document again, without the limit
    const logged = await Promise.allSettled(Array.from({ length: 8 }, () => app.log('ada', zone)));
    expect(logged.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await app.call('ada', 'deleteMyData');
    await expect(app.log('ada', zone)).rejects.toMatchObject({
      details: { reason: 'too-many-calls' },
    });
  });

  test('activities and deletions at once let through no more than there was room for', async () => {
    await nearlyFull('ada', 5);
    const logs = Array.from({ length: 20 }, () => app.log('ada', zone));
    const erasures = Array.from({ length: 6 }, () => app.call('ada', 'deleteMyData'));
    const logged = await Promise.allSettled(logs);
    await Promise.allSettled(erasures);
    expect(logged.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(5);
  });

  test('what is kept for it names nobody and ends by itself', async () => {
    await nearlyFull('ada', 100);
    await app.call('ada', 'exportMyData');
    await app.call('ada', 'deleteMyData');
    const { docs } = await app.db.collection('rateLimits').get();
    expect(docs.map(({ id }) => id.replace(/[^.]+$/, '*')).sort()).toEqual([
      'activity.user.*',
      'bulk.address.*',
      'bulk.user.*',
      'erasing.address.*',
      'erasing.user.*',
    ]);
    for (const { id, data } of docs.map((doc) => ({ id: doc.id, data: doc.data() }))) {
      expect(id + JSON.stringify(data)).not.toContain('ada');
      expect(Object.keys(data).sort()).toEqual(['expireAt', 'paidAt', 'v']);
      expect((data['expireAt'] as Timestamp).toMillis()).toBeGreaterThan(now);
    }
  });

  test('whoever has a document pays for no read of it', async () => {
    await app.log('ada', zone);
    const collection = jest.spyOn(app.db, 'collection');
    await app.log('ada', zone);
    expect(collection.mock.calls.flat()).not.toContain('rateLimits');
    collection.mockRestore();
  });
});

function reasonOf(error: unknown): unknown {
  return (error as { details?: { reason?: unknown } }).details?.reason;
}
