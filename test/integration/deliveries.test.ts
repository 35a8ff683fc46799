import { type Firestore, Timestamp } from 'firebase-admin/firestore';
import { newDelivery, type Outcome } from '../../functions/src/documents/delivery';
import { noOutages } from '../../functions/src/engine/outages';
import {
  deliver,
  type DeliveryDeps,
  type Sender,
} from '../../functions/src/features/notifications/deliver';
import { remindShard } from '../../functions/src/features/notifications/remindShard';
import { changeDelivery } from '../../functions/src/features/notifications/store';
import { replayDelivery } from '../../functions/src/features/notifications/sweepDeliveries';
import { claim, LEASE_MS } from '../../functions/src/features/notifications/transitions';
import { logActivity } from '../../functions/src/features/streaks/logActivity';
import { connectStore, type DirectStore } from '../../functions/src/platform/bulkStore';
import { database } from '../../functions/src/platform/firestore';
import type { LogContext } from '../../functions/src/platform/log';
import { program } from '../../functions/src/program';
import { type Backend, startBackend } from '../support/backend';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const key = { uid: 'ada', eventId: 'challenge_completed.c1', channel: 'email' } as const;
const accepted: Outcome = { is: 'accepted', providerIds: ['m'], reached: [] };

let backend: Backend;
let db: Firestore;
let now: number;
let answers: (() => Promise<Outcome>)[];
let sent: number;
let deps: DeliveryDeps;
const later = jest.fn<Promise<void>, Parameters<DeliveryDeps['later']>>();
const giveUp = jest.fn<Promise<void>, Parameters<DeliveryDeps['giveUp']>>();

const sender = (mayRepeat: boolean): Sender => ({
  mayRepeat,
  prepare: () =>
    Promise.resolve(() => {
      sent += 1;
      return (answers.shift() ?? (() => Promise.resolve(accepted)))();
    }),
});

beforeAll(async () => {
  backend = await startBackend();
  db = database();
});

beforeEach(async () => {
  await backend.clear();
  jest.clearAllMocks();
  later.mockResolvedValue();
  giveUp.mockResolvedValue();
  now = NOON;
  answers = [];
  sent = 0;
  deps = {
    db,
    program,
    outages: noOutages,
    now: () => now,
    senders: { email: sender(true) },
    later,
    giveUp,
  };
  const request = { activityId: 'a', type: 'quiz_easy_passed', quantity: 1 };
  const caller = { uid: 'ada', correlationId: 'test' };
  await logActivity(deps, caller, { ...request, timeZone: 'Europe/Berlin' });
  const event = { kind: 'challenge_completed', challengeId: 'c', title: 'Ten', day: '2026-03-02' };
  const at = Timestamp.fromMillis(NOON);
  await db.doc(`users/ada/events/${key.eventId}`).set({ ...event, at, correlationId: 'test' });
});

afterAll(async () => {
  await database().terminate();
  await backend.close();
});

const job = { key, correlationId: 'test' };
const status = async () =>
  (await db.doc(`deliveries/ada_${key.eventId}_email`).get()).get('status') as unknown;

test('of many who claim a delivery at once, one gets it', async () => {
  const fresh = newDelivery(key, 'challenge_completed', 'test', NOON);
  const claims = await Promise.all(
    Array.from({ length: 12 }, () => changeDelivery(db, fresh, claim(NOON), NOON)),
  );
  expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(1);
});

test('of many who deliver at once, one sends', async () => {
  await Promise.all(Array.from({ length: 12 }, () => deliver(deps, job)));
  expect(sent).toBe(1);
  expect(await status()).toBe('sent');
});

test('who crashes after the claim leaves it to whoever comes when its time is over', async () => {
  answers = [() => Promise.reject(new Error('The process ended.'))];
  await expect(deliver(deps, job)).rejects.toThrow('The process ended.');
  await deliver(deps, job);
  expect([sent, await status()]).toEqual([1, 'sending']);
  expect(later).toHaveBeenCalledWith(key, NOON + LEASE_MS, 'test');
  now = NOON + LEASE_MS;
  await deliver(deps, job);
  expect([sent, await status()]).toEqual([2, 'sent']);
});

test('a claim lasts ten minutes from when it was taken, however long it took to get there', async () => {
  const slow: Sender = {
    mayRepeat: true,
    prepare: () => {
      now += 90_000;
      return Promise.resolve(() => Promise.resolve({ is: 'unknown', code: 'no-answer' }));
    },
  };
  await deliver({ ...deps, senders: { email: slow } }, job);
  expect(later).toHaveBeenCalledWith(key, NOON + 90_000 + LEASE_MS, 'test');
});

test('a process that stood still until its claim was over sends nothing', async () => {
  const instants = [NOON, NOON]; // when it begins and when it claims
  await deliver({ ...deps, now: () => instants.shift() ?? NOON + LEASE_MS }, job);
  expect([sent, await status()]).toEqual([0, 'waiting']);
  now = NOON + 2 * LEASE_MS;
  await deliver(deps, job);
  expect([sent, await status()]).toEqual([1, 'sent']);
});

test('where nobody can tell whether it is out, it is not sent again', async () => {
  deps = { ...deps, senders: { email: sender(false) } };
  answers = [() => Promise.reject(new Error('The process ended.'))];
  await expect(deliver(deps, job)).rejects.toThrow();
  now = NOON + LEASE_MS;
  await deliver(deps, job);
  expect([sent, await status()]).toEqual([1, 'unconfirmed']);
});

test('what is refused becomes a dead letter of ids, and can be taken up again, once', async () => {
  answers = [() => Promise.resolve({ is: 'refused', code: '400' })];
  await deliver(deps, job);
  expect(giveUp).toHaveBeenCalledWith({
    operation: 'deliverNotification',
    key: `ada_${key.eventId}_email`,
    payload: key,
    reason: '400',
    attempts: 1,
    codes: ['400'],
    correlationId: 'test',
  });
  await replayDelivery(deps, key, 'replay');
  await replayDelivery(deps, key, 'replay');
  expect(later.mock.calls).toEqual([[key, now, 'replay']]);
  await deliver(deps, job);
  expect([sent, await status()]).toEqual([2, 'sent']);
});

test('a dead letter that could not be kept is kept when the delivery comes again', async () => {
  answers = [() => Promise.resolve({ is: 'refused', code: '400' })];
  giveUp.mockRejectedValueOnce(new Error('The store is down.'));
  await expect(deliver(deps, job)).rejects.toThrow('The store is down.');
  await deliver(deps, job);
  expect([sent, giveUp.mock.calls.length]).toEqual([1, 2]);
});

test('a message of a user who has left is not sent', async () => {
  answers = [
    () =>
      Promise.resolve({ is: 'later', code: '503', attempted: true, reached: [], providerIds: [] }),
  ];
  await deliver(deps, job);
  await db.doc('users/ada').delete();
  now += 3_600_000;
  await deliver(deps, job);
  expect([sent, await status()]).toEqual([1, 'withdrawn']);
});

describe('reminders', () => {
  const runId = '2026-03-03T19:01:00.000Z';
  const shards = Array.from({ length: 22 }, (_, shard) => shard);
  const reminders = (race: () => Promise<unknown> = () => Promise.resolve()) => ({
    ...{ program, outages: noOutages, now: () => Date.parse(runId) },
    announce: jest.fn(() => Promise.resolve()),
    giveUp,
    open: (context: LogContext): DirectStore => {
      const store = connectStore(backend.projectId, Date.now)(context, Infinity);
      const commit: DirectStore['commit'] = async (writes) => {
        await race();
        await store.commit(writes);
      };
      return { ...store, commit };
    },
  });
  const all = async (with_: ReturnType<typeof reminders>) => {
    const groups = [0, 22, 44].map((first) => shards.map((shard) => shard + first));
    const done = await Promise.all(
      groups.map((group) => remindShard(with_, { runId, shards: group }, Infinity)),
    );
    const sum = (of: 'reminded' | 'overtaken' | 'passed') =>
      done.reduce((total, each) => total + each[of], 0);
    return { reminded: sum('reminded'), overtaken: sum('overtaken'), passed: sum('passed') };
  };

  /** A run of three days, which is worth a reminder. */
  beforeEach(async () => {
    for (const hours of [24, 47]) {
      const occurredAt = new Date(NOON - hours * 3_600_000).toISOString();
      const request = { activityId: `${hours}`, type: 'quiz_easy_passed', quantity: 1 };
      await logActivity(deps, { uid: 'ada', correlationId: 'test' }, { ...request, occurredAt });
    }
  });

  test('an activity at the moment of the reminder wins', async () => {
    now = Date.parse(runId);
    const act = () =>
      logActivity(
        deps,
        { uid: 'ada', correlationId: 'race' },
        { activityId: 'b', type: 'quiz_easy_passed', quantity: 1 },
      );
    expect(await all(reminders(act))).toMatchObject({ reminded: 0, overtaken: 1 });
    expect((await db.doc('users/ada/events/at_risk.2026-03-03').get()).exists).toBe(false);
  });

  test('a message that comes twice, also at once, reminds once', async () => {
    const twice = await Promise.all([all(reminders()), all(reminders())]);
    expect(twice.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(1);
    expect(await all(reminders())).toMatchObject({ reminded: 0, passed: 0 });
  });
});
