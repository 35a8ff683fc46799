import './fewShards';
import { createApp } from '../../functions/src/app';
import { cloud } from '../../functions/src/cloud';
import type { SweepMessage } from '../../functions/src/contracts/messages';
import type { OutageView } from '../../functions/src/contracts/outages';
import { SHARD_COUNT } from '../../functions/src/contracts/shards';
import { noOutages } from '../../functions/src/engine/outages';
import { scheduleSweeps } from '../../functions/src/features/outages/scheduleSweeps';
import { declareOutage } from '../../functions/src/features/outages/changeOutages';
import { loadOutages } from '../../functions/src/features/outages/store';
import { sweepOutage } from '../../functions/src/features/outages/sweepOutage';
import { logActivity } from '../../functions/src/features/streaks/logActivity';
import { program } from '../../functions/src/program';
import { type App, startApp } from './app';

let app: App;

const berlin = { timeZone: 'Europe/Berlin' };
const admin = { uid: 'root', claims: { admin: true } };
/** The whole of the 3rd of March in Berlin, and its end. */
const third = { from: '2026-03-03T09:00:00Z', to: '2026-03-04T06:00:00Z', reason: 'Full disk' };

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.host.idle();
  await app.backend.clear();
  app.restart();
  app.at('2026-03-01T12:00:00Z');
});

afterAll(() => app.close());

const asAdmin = async (name: string, data: object = {}): Promise<OutageView> => {
  const answer = (await app.host.call(name, data, admin)) as OutageView;
  await app.host.idle();
  return answer;
};

async function activeOn(uid: string, days: readonly number[], activity: object = {}) {
  for (const day of days) {
    app.at(`2026-03-${String(day).padStart(2, '0')}T12:00:00Z`);
    await app.log(uid, { ...berlin, ...activity });
  }
}

const streakOf = (uid: string) => app.call(uid, 'getStreak');

const eventsOf = async (uid: string) =>
  (await app.db.collection(`users/${uid}/events`).get()).docs.map(({ id }) => id).sort();

const verdictOf = async (uid: string, day: string) =>
  (await app.db.doc(`users/${uid}/months/2026-03`).get()).get(`days.${day}.verdict`) as unknown;

test('a milestone of a run that a revocation broke and a recovery won back stays told as it was', async () => {
  await activeOn('ada', [1, 2, 3, 4, 5, 6]);
  app.at('2026-03-08T12:00:00Z');
  const during = { from: '2026-03-07T09:00:00Z', to: '2026-03-08T06:00:00Z', reason: 'Full disk' };
  const { id } = await asAdmin('declareOutage', during);
  expect(await app.log('ada')).toMatchObject({ streak: { current: 7 } });
  const milestone = app.db.doc('users/ada/events/milestone.7.2026-03-01');
  const before = await milestone.get();
  expect(before.exists).toBe(true);

  app.at('2026-03-08T13:00:00Z');
  await asAdmin('revokeOutage', { id });
  expect(await streakOf('ada')).toMatchObject({ current: 1, recovery: { needed: 2 } });
  await app.call('ada', 'startRecovery');
  await app.log('ada');
  expect(await app.log('ada')).toMatchObject({ streak: { current: 7 } });
  expect((await milestone.get()).updateTime).toEqual(before.updateTime);
});

describe('declared after the damage', () => {
  test('a broken run comes back and a freeze is refunded; revoking undoes both', async () => {
    await activeOn('broken', [1, 2]);
    await activeOn('frozen', [1, 2], { type: 'evaluation_high', quantity: 5 });
    app.at('2026-03-04T08:00:00Z');
    await app.runMaintenance();
    expect(await streakOf('broken')).toMatchObject({ current: 0 });
    expect(await streakOf('frozen')).toMatchObject({ current: 2, freezes: 0 });

    const { id } = await asAdmin('declareOutage', third);
    expect(await streakOf('broken')).toMatchObject({ current: 2 });
    expect(await streakOf('frozen')).toMatchObject({ current: 2, freezes: 1, frozenDays: 0 });
    expect(await verdictOf('broken', '2026-03-03')).toBe('kept');
    expect(await eventsOf('broken')).toEqual([
      'day_kept.2026-03-03.1',
      'streak_broken.2026-03-03.0',
      'streak_restored.2026-03-03.1',
    ]);
    expect(await eventsOf('frozen')).toContain('freeze_refunded.2026-03-03.1');

    await asAdmin('revokeOutage', { id });
    expect(await streakOf('broken')).toMatchObject({ current: 0 });
    expect(await streakOf('frozen')).toMatchObject({ current: 2, freezes: 0, frozenDays: 1 });
    expect(await eventsOf('broken')).toContain('streak_broken.2026-03-03.2');
    expect(await eventsOf('frozen')).toContain('freeze_applied.2026-03-03.2');
    expect(app.host.failures).toEqual([]);
  });

  test('weeks later, when the day is sealed, with all that followed from it', async () => {
    await activeOn('ada', [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20]);
    expect(await streakOf('ada')).toMatchObject({ current: 7, longest: 9 });
    await asAdmin('declareOutage', third);
    expect(await streakOf('ada')).toMatchObject({ current: 7, longest: 11 });
    const milestones = async () =>
      (await eventsOf('ada')).filter((event) => event.startsWith('milestone'));
    const told = ['milestone.7.2026-03-04', 'milestone.7.2026-03-14'];
    expect(await milestones()).toEqual(told); // the first for a run that began on the 1st now
    const { id } = await asAdmin('declareOutage', {
      from: '2026-03-13T07:00:00Z',
      to: '2026-03-13T11:00:00Z',
      reason: 'Another one',
    });
    expect(await streakOf('ada')).toMatchObject({ current: 18, longest: 18 });
    expect(await milestones()).toEqual(['milestone.14.2026-03-01', ...told]);
    await asAdmin('revokeOutage', { id });
    expect(await streakOf('ada')).toMatchObject({ current: 7, longest: 11 });
    app.at('2026-03-20T13:00:00Z');
    expect(await app.log('ada')).toMatchObject({ streak: { current: 7 } });
  });

  test('whoever was active, or was not there yet, is not written', async () => {
    await activeOn('ada', [2, 3, 4]);
    await app.log('new', berlin);
    const versions = async () =>
      (await app.db.collection('users').get()).docs.map((doc) => doc.updateTime.toMillis());
    const before = await versions();
    await asAdmin('declareOutage', third);
    expect(await versions()).toEqual(before);
  });
});

describe('declared before the day is judged', () => {
  test('the day is judged as kept at its end, is explained, and revoking breaks the run', async () => {
    await activeOn('ada', [1, 2]);
    app.at('2026-03-03T12:00:00Z');
    const { id } = await asAdmin('declareOutage', third);
    app.at('2026-03-04T08:00:00Z');
    await app.runMaintenance();
    expect(await eventsOf('ada')).toEqual(['day_kept.2026-03-03.0']);
    const range = { from: '2026-03-03', to: '2026-03-03' };
    expect(await app.call('ada', 'explainStreak', range)).toMatchObject({
      days: [
        {
          verdict: 'kept',
          keptReason: 'outage',
          reason:
            'No activity. The service was down from 2026-03-03 09:00 to 2026-03-04 06:00 UTC (Full disk), so the day is kept; the run stays at 2 days.',
        },
      ],
    });
    await asAdmin('revokeOutage', { id });
    expect(await streakOf('ada')).toMatchObject({ current: 0 });
    expect(await eventsOf('ada')).toContain('streak_broken.2026-03-03.1');
  });

  test('revoked before the end of the day, it has never been', async () => {
    await activeOn('ada', [1, 2]);
    app.at('2026-03-03T12:00:00Z');
    const { id } = await asAdmin('declareOutage', third);
    await asAdmin('revokeOutage', { id });
    app.at('2026-03-04T08:00:00Z');
    await app.runMaintenance();
    expect(await eventsOf('ada')).toEqual(['streak_broken.2026-03-03.0']);
  });

  test('a late activity makes the kept day active', async () => {
    await activeOn('ada', [1, 2]);
    await asAdmin('declareOutage', third);
    app.at('2026-03-04T12:00:00Z');
    await app.runMaintenance();
    const late = { occurredAt: '2026-03-03T20:00:00Z' };
    expect(await app.log('ada', late)).toMatchObject({ streak: { current: 3 }, events: [] });
  });
});

test('declaring again, also twice at once, is one outage; one taken back can be declared anew', async () => {
  await activeOn('ada', [1, 2]);
  app.at('2026-03-04T08:00:00Z');
  await app.runMaintenance();
  const answers = await Promise.all([1, 2, 3].map(() => asAdmin('declareOutage', third)));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  const [{ id } = { id: '' }] = answers;
  expect((await loadOutages(app.db)).outages).toHaveLength(1);
  const revoked = await asAdmin('revokeOutage', { id });
  expect(await asAdmin('revokeOutage', { id })).toEqual(revoked);
  expect(await streakOf('ada')).toMatchObject({ current: 0 });
  await asAdmin('declareOutage', { ...third, reason: 'It was one' });
  expect(await streakOf('ada')).toMatchObject({ current: 2 });
  expect(await asAdmin('listOutages')).toMatchObject({
    outages: [{ id, reason: 'It was one', revokedAt: null }],
  });
});

test('one more than 500 outages is refused until one is revoked; their document has room for those', async () => {
  await asAdmin('declareOutage', third);
  const list = app.db.doc('settings/outages');
  const [one] = (await list.get()).get('outages') as object[];
  const many = Array.from({ length: 500 }, (_, n) => ({
    ...one,
    id: `any${n}`,
    reason: '😀'.repeat(100),
  }));
  await list.update({ outages: many });
  app.restart();
  const another = { ...third, to: '2026-03-04T07:00:00Z' };
  await expect(asAdmin('declareOutage', another)).rejects.toMatchObject({
    details: { reason: 'malformed-outage' },
  });
  await list.update({ outages: many.slice(1) });
  expect(await asAdmin('declareOutage', another)).toMatchObject({ revokedAt: null });
});

test('of two outages over one day, the day is kept until both are revoked', async () => {
  await activeOn('ada', [1, 2]);
  app.at('2026-03-04T08:00:00Z');
  await app.runMaintenance();
  const one = await asAdmin('declareOutage', third);
  const two = await asAdmin('declareOutage', { ...third, to: '2026-03-04T07:00:00Z' });
  await asAdmin('revokeOutage', { id: one.id });
  expect(await streakOf('ada')).toMatchObject({ current: 2 });
  await asAdmin('revokeOutage', { id: two.id });
  expect(await streakOf('ada')).toMatchObject({ current: 0 });
});

describe('an instance that has not heard of it', () => {
  const caller = { uid: 'ada', correlationId: 'behind', isAnonymous: false };
  const request = { activityId: 'late', type: 'quiz_easy_passed', quantity: 1 };
  /** It takes nothing before its answer. */
  const unread = {
    isOpen: false,
    send: () => Promise.resolve(),
    signal: new AbortController().signal,
  };
  const behind = (at: string) => ({
    db: app.db,
    program,
    now: () => Date.parse(at),
    outages: noOutages,
  });

  test('refuses to settle whom the sweep has reached, so its list is read again', async () => {
    await activeOn('ada', [1, 2]);
    app.at('2026-03-04T08:00:00Z');
    await app.runMaintenance();
    const another = createApp(cloud);
    await another.getStreak(caller, {}, unread);
    await asAdmin('declareOutage', third);
    app.at('2026-03-04T08:00:30Z');
    const stale = logActivity(behind('2026-03-04T08:00:30Z'), caller, request);
    await expect(stale).rejects.toThrow('Version 0 of the outages is older than version 1.');
    await another.logActivity(caller, request, unread);
    expect(await streakOf('ada')).toMatchObject({ current: 3 });
  });

  test('is made good by the second sweep', async () => {
    await activeOn('ada', [1, 2]);
    app.at('2026-03-04T02:59:00Z');
    await asAdmin('declareOutage', third);
    await logActivity(behind('2026-03-04T03:00:01Z'), caller, request);
    expect(await eventsOf('ada')).toEqual(['streak_broken.2026-03-03.0']);
    app.at('2026-03-04T03:05:00Z');
    await app.host.runSchedule('scheduleSweeps', new Date('2026-03-04T03:05:00Z'));
    await app.host.idle();
    expect(await verdictOf('ada', '2026-03-03')).toBe('broken'); // it is not time yet
    app.at('2026-03-04T03:15:00Z');
    await app.host.runSchedule('scheduleSweeps', new Date('2026-03-04T03:15:00Z'));
    await app.host.idle();
    expect(await verdictOf('ada', '2026-03-03')).toBe('kept');
    expect(await streakOf('ada')).toMatchObject({ current: 3 });
  });
});

describe('sweeps', () => {
  const deps = (announce: (message: SweepMessage) => Promise<void>) => ({
    db: app.db,
    now: () => Date.parse('2026-03-04T08:00:00Z'),
    announce,
  });

  test('that a crash has left behind are announced by the schedule', async () => {
    await activeOn('ada', [1, 2]);
    app.at('2026-03-04T08:00:00Z');
    await app.runMaintenance();
    const crash = () => Promise.reject(new Error('crashed'));
    const caller = { uid: 'root', correlationId: 'crash' };
    await expect(declareOutage(deps(crash), caller, third)).rejects.toThrow('crashed');
    await app.host.runSchedule('scheduleSweeps', new Date('2026-03-04T08:00:00Z'));
    await app.host.idle();
    app.restart();
    expect(await streakOf('ada')).toMatchObject({ current: 2 });
  });

  test('are struck off when announced, each with a message for every shard', async () => {
    const messages: SweepMessage[] = [];
    const announce = (message: SweepMessage) => {
      messages.push(message);
      return Promise.resolve();
    };
    await declareOutage(deps(announce), { uid: 'root', correlationId: 'any' }, third);
    expect(messages.map(({ shard }) => shard)).toEqual(
      Array.from({ length: SHARD_COUNT }, (_, shard) => shard),
    );
    expect(await scheduleSweeps(deps(announce))).toBe(0);
    expect(messages).toHaveLength(SHARD_COUNT);
  });

  test('go on where a worker ran out of time, and change nothing when they come twice', async () => {
    const template = (await oneBroken()).data();
    const uids = Array.from({ length: 25 }, (_, index) => `copy${index}`);
    const writer = app.db.bulkWriter();
    for (const uid of uids) {
      const { user, month, event, eventId } = template;
      void writer.set(app.db.doc(`users/${uid}`), user);
      void writer.set(app.db.doc(`users/${uid}/months/2026-03`), month);
      void writer.set(app.db.doc(`users/${uid}/events/${eventId}`), event);
    }
    await writer.close();
    const left: SweepMessage[] = [];
    const announce = (message: SweepMessage) => {
      left.push(message);
      return Promise.resolve();
    };
    await declareOutage(
      deps(() => Promise.resolve()),
      { uid: 'root', correlationId: 'x' },
      third,
    );
    const worker = { ...deps(announce), program, outages: await loadOutages(app.db) };
    const shard = template.event['shard'] as number;
    const message = { first: '2026-03-01', last: '2026-03-05', shard, correlationId: 'x' };
    const first = await sweepOutage(worker, message, 0, 20);
    expect(first).toEqual({ seen: 20, changed: 20, failed: 0 });
    const [rest = message] = left;
    expect(await sweepOutage(worker, rest, 0, 20)).toMatchObject({ seen: 6, changed: 6 });
    const again = await sweepOutage(worker, message, Infinity);
    expect(again).toEqual({ seen: 26, changed: 0, failed: 0 });
  });

  test('go through everybody where a week has days off, for they leave no event', async () => {
    const rules = { ...program, cadence: { kind: 'perWeek', days: 5 } } as const;
    const one = { db: app.db, program: rules, now: () => Date.parse('2026-03-03T12:00:00Z') };
    const log = (uid: string, occurredAt: string, outages = noOutages) =>
      logActivity(
        { ...one, now: () => Date.parse(occurredAt), outages },
        { uid, correlationId: 'x' },
        { ...berlin, activityId: occurredAt, type: 'quiz_easy_passed', quantity: 1 },
      );
    for (const day of [1, 2, 6, 7, 8]) await log('ada', `2026-03-0${day}T12:00:00Z`);
    const uids = Array.from({ length: 24 }, (_, index) => `copy${index}`);
    const user = (await app.db.doc('users/ada').get()).data() ?? {};
    const shard = user['shard'] as number;
    const month = (await app.db.doc('users/ada/months/2026-03').get()).data() ?? {};
    expect(month).toMatchObject({
      days: {
        '2026-03-03': { keptReason: 'off-day' },
        '2026-03-05': { verdict: 'broken' },
      },
    });
    for (const uid of uids) {
      await app.db.doc(`users/${uid}`).set(user);
      await app.db.doc(`users/${uid}/months/2026-03`).set(month);
    }
    app.at('2026-03-08T13:00:00Z');
    await declareOutage(
      deps(() => Promise.resolve()),
      { uid: 'root', correlationId: 'x' },
      third,
    );
    const left: SweepMessage[] = [];
    const announce = (message: SweepMessage) => Promise.resolve(void left.push(message));
    const now = () => Date.parse('2026-03-08T13:00:00Z');
    const worker = { ...one, now, announce, outages: await loadOutages(app.db) };
    const message = {
      ...{ first: '2026-03-02', last: '2026-03-04' },
      ...{ shard, correlationId: 'x' },
    };
    expect(await sweepOutage(worker, message, 0, 20)).toEqual({ seen: 20, changed: 20, failed: 0 });
    const [rest = message] = left;
    expect(await sweepOutage(worker, rest, 0, 20)).toEqual({ seen: 5, changed: 5, failed: 0 });
    const after = await app.db.doc('users/copy7').get();
    expect(user['standing']).toMatchObject({ current: 3 });
    expect(after.get('standing.current')).toBe(5);
  });

  test('pass over a user whose document makes no sense', async () => {
    const { shard } = (await oneBroken()).data().event as { shard: number };
    await app.db.doc('users/ada').update({ 'streak.told': 'nonsense' });
    const worker = { ...deps(() => Promise.resolve()), program, outages: noOutages };
    const message = { first: '2026-03-01', last: '2026-03-05', shard, correlationId: 'x' };
    expect(await sweepOutage(worker, message, Infinity)).toMatchObject({ seen: 1, failed: 1 });
  });

  async function oneBroken() {
    await activeOn('ada', [1, 2]);
    app.at('2026-03-04T08:00:00Z');
    await app.runMaintenance();
    const eventId = 'streak_broken.2026-03-03.0';
    const paths = ['users/ada', 'users/ada/months/2026-03', `users/ada/events/${eventId}`];
    const found = await app.db.getAll(...paths.map((path) => app.db.doc(path)));
    const [user = {}, month = {}, event = {}] = found.map((doc) => doc.data() ?? {});
    return { data: () => ({ user, month, event, eventId }) };
  }
});

test('declaring while maintenance runs and users act leads to what the rules say', async () => {
  const uids = Array.from({ length: 40 }, (_, index) => `user${index}`);
  for (const uid of uids) await activeOn(uid, [2]);
  app.at('2026-03-04T08:00:00Z');
  const acting = uids.filter((_, index) => index % 2 === 0);
  await Promise.all([
    app.host.runSchedule('scheduleMaintenance', new Date('2026-03-04T08:00:00Z')),
    ...acting.map((uid) => app.log(uid)),
    app.host.call('declareOutage', third, admin),
  ]);
  await app.host.idle();
  app.at('2026-03-04T08:15:00Z');
  await app.host.runSchedule('scheduleSweeps', new Date('2026-03-04T08:15:00Z'));
  await app.host.idle();
  for (const uid of uids) {
    expect(await verdictOf(uid, '2026-03-03')).toBe('kept');
    expect(await streakOf(uid)).toMatchObject({ current: acting.includes(uid) ? 2 : 1 });
  }
  expect(app.host.failures).toEqual([]);
});

describe('what is refused, and changes nothing', () => {
  test.each([
    ['a window that ends before it starts', { from: third.to, to: third.from }],
    ['a window without length', { to: third.from }],
    ['more than 7 days', { to: '2026-03-10T09:00:01Z' }],
    ['an end more than 7 days ahead', { from: '2026-03-08T00:00:00Z', to: '2026-03-08T12:00:01Z' }],
  ])('%s', async (_, window) => {
    await expect(asAdmin('declareOutage', { ...third, ...window })).rejects.toMatchObject({
      code: 'invalid-argument',
      details: { reason: 'malformed-outage' },
    });
    expect((await app.db.collection('outages').get()).empty).toBe(true);
  });

  test.each([[{}], [{ ...third, reason: ' ' }], [{ ...third, from: '2026-03-03' }]])(
    'the request %j',
    async (request) => {
      await expect(asAdmin('declareOutage', request)).rejects.toMatchObject({
        details: { reason: 'malformed-request' },
      });
    },
  );

  test.each(['none', 'a/b', '..'])('revoking %s', async (id) => {
    await expect(asAdmin('revokeOutage', { id })).rejects.toMatchObject({
      code: 'not-found',
      details: { reason: 'unknown-outage' },
    });
  });

  test.each([
    ['declareOutage', third],
    ['revokeOutage', { id: 'any' }],
    ['listOutages', {}],
    ['repairStreak', { uid: 'ada' }],
    ['runMaintenance', {}],
  ])('%s by someone who is no administrator', async (name, data) => {
    for (const claims of [{}, { admin: false }, { admin: 'true' }]) {
      const call = app.host.call(name, data, { uid: 'ada', claims });
      await expect(call).rejects.toMatchObject({
        code: 'permission-denied',
        details: { reason: 'admin-required' },
      });
    }
    expect((await app.db.collection('outages').get()).empty).toBe(true);
  });
});

test('runMaintenance judges who is due and says how many', async () => {
  await activeOn('ada', [1, 2]);
  app.at('2026-03-04T08:00:00Z');
  expect(await asAdmin('runMaintenance')).toEqual({ due: 1, messages: 1 });
  expect(await verdictOf('ada', '2026-03-03')).toBe('broken');
  expect(await asAdmin('runMaintenance')).toEqual({ due: 0, messages: 0 });
});
