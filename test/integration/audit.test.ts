import './fewShards';
import { FieldPath } from 'firebase-admin/firestore';
import type { RepairStreakResponse } from '../../functions/src/contracts/operators';
import { cloud } from '../../functions/src/cloud';
import { noOutages } from '../../functions/src/engine/outages';
import { auditStreaks } from '../../functions/src/features/audit/auditStreaks';
import { countOpenLetters } from '../../functions/src/features/deadLetters/deadLetters';
import { sampleUsers } from '../../functions/src/features/audit/store';
import { connectStore } from '../../functions/src/platform/bulkStore';
import { giveUpWith } from '../../functions/src/platform/deadLetter';
import { log } from '../../functions/src/platform/log';
import { program } from '../../functions/src/program';
import { type App, startApp } from './app';

let app: App;

const NOW = '2026-03-12T12:00:00Z';
const admin = { uid: 'root', claims: { admin: true } };

beforeAll(async () => {
  app = await startApp();
});

beforeEach(async () => {
  await app.host.idle();
  await app.backend.clear();
});

const error = jest.spyOn(log, 'error');
const info = jest.spyOn(log, 'info');

afterEach(() => {
  error.mockReset();
  info.mockReset();
});

afterAll(() => app.close());

/** Active from the 1st to the 12th of March but on the 4th. */
async function active(uid: string): Promise<void> {
  for (const day of [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12]) {
    app.at(`2026-03-${String(day).padStart(2, '0')}T12:00:00Z`);
    await app.log(uid, { timeZone: 'Europe/Berlin' });
  }
}

const audit = () =>
  auditStreaks(
    {
      ...{ db: app.db, program, now: () => Date.parse(NOW), outages: noOutages },
      ...{ random: Math.random, giveUp: giveUpWith(cloud) },
    },
    'audit',
  );

const repair = async (uid: string) =>
  (await app.host.call('repairStreak', { uid }, admin)) as RepairStreakResponse;

/** All that is stored of a streak, but how often its sealed days were opened again. */
async function stored(uid: string): Promise<unknown> {
  const months = await app.db.collection(`users/${uid}/months`).get();
  const user = (await app.db.doc(`users/${uid}`).get()).data();
  const streak = { ...(user?.['streak'] as object), reopened: 0 };
  return [{ ...user, streak }, ...months.docs.map((month) => month.data())];
}

const openLetters = () =>
  countOpenLetters(
    { open: connectStore(app.backend.projectId, Date.now), now: Date.now },
    { operation: 'test', correlationId: 'test' },
  );

describe('a tampered streak is reported with its fields, and repaired to what it was', () => {
  const user = () => app.db.doc('users/ada');
  const month = () => app.db.doc('users/ada/months/2026-03');
  const day = (name: string, field: string) => new FieldPath('days', name, field);

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'the run',
      () => user().update({ 'streak.checkpoint.current': 50 }),
      'streak.checkpoint.current',
    ],
    ['what clients read', () => user().update({ 'standing.xp': 9999 }), 'standing.xp'],
    ['when it lapses', () => user().update({ lapseAt: null }), 'lapseAt'],
    [
      'a sealed verdict',
      () => month().update(day('2026-03-04', 'verdict'), 'frozen'),
      'days.2026-03-04.verdict',
    ],
    [
      'a recent verdict',
      () => month().update(day('2026-03-11', 'current'), 3),
      'days.2026-03-11.current',
    ],
  ])('%s', async (_, tamper, field) => {
    app.at(NOW);
    await active('ada');
    const before = await stored('ada');
    await tamper();
    expect(await audit()).toEqual({ users: 1, drifted: 1 });
    expect(error).toHaveBeenCalledWith(
      'streak_drifted',
      expect.objectContaining({ userId: 'ada' }),
      expect.any(Error),
      { fields: expect.arrayContaining([field]) as string[] },
    );
    const { repaired, repairId, changes } = await repair('ada');
    expect(repaired).toBe(true);
    expect(changes.map((change) => change.field)).toContain(field);
    const record = await app.db.doc(`users/ada/repairs/${String(repairId)}`).get();
    expect(record.get('changes')).toEqual(changes);
    if (field !== 'days.2026-03-04.verdict') expect(await stored('ada')).toEqual(before);
    expect(await audit()).toEqual({ users: 1, drifted: 0 });
    expect(await repair('ada')).toEqual({ repaired: false, repairId: null, changes: [] });
  });
});

test('a user who drifted has an open letter until the streak is right again', async () => {
  await active('ada');
  await active('bob');
  await app.db.doc('users/ada').update({ 'standing.xp': 9999 });
  await app.db.doc('users/bob').update({ 'standing.xp': 9999 });
  const letters = async () => {
    const found = await app.db.collection('deadLetters').orderBy('payload.uid').get();
    return found.docs.map((letter) => [letter.get('payload.uid'), letter.get('status')] as const);
  };
  const replayed = async (uid: string) => {
    const request = { ids: [`auditStreaks.${uid}`] };
    const answer = await app.host.call('replayDeadLetters', request, admin);
    return (answer as { results: { outcome: string }[] }).results[0]?.outcome;
  };
  await audit();
  await audit();
  expect(await openLetters()).toEqual({ drift: 2, work: 0 });
  expect(await replayed('ada')).toBe('failed');
  expect(await letters()).toEqual([
    ['ada', 'open'],
    ['bob', 'open'],
  ]);
  await repair('ada');
  await app.db
    .doc('users/bob')
    .update({ 'standing.xp': (await app.db.doc('users/ada').get()).get('standing.xp') as number });
  expect(await replayed('bob')).toBe('replayed');
  expect(await letters()).toEqual([
    ['ada', 'replayed'],
    ['bob', 'replayed'],
  ]);
  expect(await openLetters()).toEqual({ drift: 0, work: 0 });
  expect(await repair('bob')).toMatchObject({ repaired: false });
});

test('a verdict that is put right is told as a correction', async () => {
  await active('ada');
  await app.db
    .doc('users/ada/months/2026-03')
    .update(new FieldPath('days', '2026-03-04', 'verdict'), 'frozen');
  await repair('ada');
  const events = await app.db.collection('users/ada/events').get();
  expect(events.docs.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['freeze_refunded.2026-03-04.1', 'streak_broken.2026-03-04.1']),
  );
});

test('an activity that the ledger has lost is missed by the audit and put back by the repair', async () => {
  await active('ada');
  await app.db
    .doc('users/ada/months/2026-03')
    .update(
      new FieldPath('days', '2026-03-06', 'count'),
      0,
      new FieldPath('days', '2026-03-06', 'plainXp'),
      0,
      new FieldPath('days', '2026-03-06', 'boostedXp'),
      0,
    );
  expect(await audit()).toMatchObject({ drifted: 1 });
  expect(error.mock.calls[0]?.[3]).toMatchObject({
    fields: expect.arrayContaining(['activities']) as string[],
  });
  expect(await repair('ada')).toMatchObject({ repaired: true });
  expect(await audit()).toMatchObject({ drifted: 0 });
  expect(await app.call('ada', 'getStreak')).toMatchObject({ current: 8, activities: 11 });
});

test('a document that makes no sense is reported, and refused to be repaired', async () => {
  await active('ada');
  await app.db.doc('users/ada').update({ 'streak.told': 'nonsense' });
  expect(await audit()).toMatchObject({ drifted: 1 });
  expect(error.mock.calls[0]?.[3]).toEqual({ fields: ['malformed'] });
  await expect(repair('ada')).rejects.toMatchObject({
    code: 'failed-precondition',
    details: { reason: 'not-repairable' },
  });
});

test.each([
  ['nobody', 'unknown-user'],
  ['..', 'malformed-request'],
  ['a/b', 'malformed-request'],
])('a repair of "%s" is refused', async (uid, reason) => {
  await expect(repair(uid)).rejects.toMatchObject({ details: { reason } });
});

test('what a user does while their streak is repaired counts', async () => {
  await active('ada');
  await app.db.doc('users/ada').update({ 'streak.checkpoint.current': 50 });
  await Promise.all([repair('ada'), ...[1, 2, 3].map(() => app.log('ada')), repair('ada')]);
  expect(await app.call('ada', 'getStreak')).toMatchObject({ current: 8, activities: 14 });
  expect(await audit()).toEqual({ users: 1, drifted: 0 });
});

test('the schedule audits whatever outages and maintenance have done, and finds no drift', async () => {
  await active('ada');
  await active('bob');
  const outage = { from: '2026-03-04T05:00:00Z', to: '2026-03-05T05:00:00Z', reason: 'Down' };
  await app.host.call('declareOutage', outage, admin);
  await app.host.idle();
  app.at('2026-03-14T12:00:00Z');
  await app.runMaintenance();
  expect(await app.call('bob', 'getStreak')).toMatchObject({ longest: 11, current: 0 });
  await app.host.runSchedule('auditStreaks', new Date('2026-03-15T01:30:00Z'));
  expect(error).not.toHaveBeenCalled();
  const found = { users: 2, drifted: 0, metrics: { streak_drift: 0 }, labels: { field: 'any' } };
  expect(info).toHaveBeenCalledWith('streaks_audited', expect.anything(), found);
});

test('a sample is of the size asked for, wherever it starts, and everyone is in one sooner or later', async () => {
  const writer = app.db.bulkWriter();
  for (let n = 0; n < 90; n += 1) void writer.set(app.db.doc(`users/${(n * 97) % 90}x`), {});
  await writer.close();
  const seen = new Set<string>();
  for (let round = 0; round < 30; round += 1) {
    const start = round / 30;
    const sample = await sampleUsers(app.db, 20, 1, () => start);
    expect(new Set(sample).size).toBe(20);
    for (const uid of sample) seen.add(uid);
  }
  expect(seen.size).toBeGreaterThanOrEqual(20);
  expect(new Set(await sampleUsers(app.db, 400, 4, Math.random)).size).toBe(90);
});

describe('freezes', () => {
  const adjust = (request: object) =>
    app.host.call(
      'adjustFreezes',
      { uid: 'ada', adjustmentId: 'one', freezes: 1, reason: 'asked by mail', ...request },
      admin,
    );

  beforeEach(async () => {
    await active('ada');
    app.at('2026-03-14T12:00:00Z');
    await app.log('ada');
  });

  test('given as of the day before a break undo it, once, and are kept with the reason', async () => {
    expect(await app.call('ada', 'getStreak')).toMatchObject({ current: 1, freezes: 0 });
    const given = { day: '2026-03-12' };
    const answer = { adjusted: true, day: '2026-03-12', streak: { current: 9, freezes: 0 } };
    expect(await adjust(given)).toMatchObject(answer);
    expect(await adjust(given)).toMatchObject({ ...answer, adjusted: false });
    const [record] = (await app.db.collection('users/ada/repairs').get()).docs;
    expect(record?.data()).toMatchObject({
      freezes: 1,
      day: '2026-03-12',
      reason: 'asked by mail',
    });
    const { days } = (await app.call('ada', 'explainStreak')) as { days: { reason: string }[] };
    expect(days.map(({ reason }) => reason).join()).toContain(
      '1 freeze was given by those who run',
    );
    expect(await audit()).toEqual({ users: 1, drifted: 0 });
    await app.host.idle();
    const events = await app.db.collection('users/ada/events').get();
    expect(events.docs.map(({ id }) => id)).toContain('streak_restored.2026-03-13.1');
  });

  test('given twice at once by one call count once, by two calls twice', async () => {
    const both = await Promise.all([adjust({}), adjust({})]);
    expect(both.map((one) => (one as { adjusted: boolean }).adjusted).sort()).toEqual([
      false,
      true,
    ]);
    await adjust({ adjustmentId: 'away', freezes: -1 });
    await Promise.all([adjust({ adjustmentId: 'two' }), adjust({ adjustmentId: 'three' })]);
    expect(await app.call('ada', 'getStreak')).toMatchObject({ freezes: 2 });
  });

  test.each([
    ['for nobody', { uid: 'nobody' }, 'unknown-user'],
    ['as of today', { day: '2026-03-14' }, 'out-of-range'],
    ['more than may be held', { freezes: 3 }, 'freezes-not-held'],
    ['more taken than are held', { freezes: -1 }, 'freezes-not-held'],
    ['none', { freezes: 0 }, 'malformed-request'],
    ['without a reason', { reason: ' ' }, 'malformed-request'],
  ])('%s are refused', async (_, request, reason) => {
    const before = await stored('ada');
    await expect(adjust(request)).rejects.toMatchObject({ details: { reason } });
    expect(await stored('ada')).toEqual(before);
  });
});
