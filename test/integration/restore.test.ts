import type { DocumentData } from 'firebase-admin/firestore';
import { everyDocument } from '../support/everyDocument';
import { logEntries } from '../support/logEntries';
import { type Messaging, startMessaging } from './messaging';

/** A backup is restored, as docs/runbook.md says, after users have gone on for a day. */

let world: Messaging;

beforeAll(async () => {
  world = await startMessaging();
});

afterAll(() => world.close());

const streakOf = async (uid: string) => {
  const { current, xp } = (await world.app.call(uid, 'getStreak')) as Record<string, unknown>;
  return { current, xp };
};

/** Every document, with its data, by path. */
async function copy(): Promise<Map<string, DocumentData>> {
  const { db } = world.app;
  const paths = [...(await everyDocument(db)).keys()];
  const found = await db.getAll(...paths.map((path) => db.doc(path)));
  return new Map(found.map((document) => [document.ref.path, document.data() ?? {}]));
}

/** Writes what a backup has to where nothing is. Deliveries come first, as functions start after a restore. */
async function restore(backup: ReadonlyMap<string, DocumentData>): Promise<void> {
  const { app } = world;
  await app.backend.clear();
  const paths = [...backup.keys()];
  const isDelivery = (path: string) => path.startsWith('deliveries/');
  for (const part of [paths.filter(isDelivery), paths.filter((path) => !isDelivery(path))]) {
    const writer = app.db.bulkWriter();
    for (const path of part) void writer.set(app.db.doc(path), backup.get(path) ?? {});
    await writer.close();
  }
  app.restart();
  await app.host.idle();
}

test('after a restore streaks are those of the backup, what devices kept counts, and who left leaves again', async () => {
  const { app } = world;
  const berlin = { timeZone: 'Europe/Berlin' };
  for (const day of [1, 2, 3, 4, 5, 6, 7]) {
    app.at(`2026-03-0${day}T12:00:00Z`);
    if (day === 1) await world.user('ada');
    for (const uid of ['ada', 'bob', 'eve']) await app.log(uid, berlin);
    await app.host.idle();
  }
  const backup = await copy();
  const before = await streakOf('ada');
  const told = world.pushes().length;
  expect(told).toBe(1); // the milestone

  app.at('2026-03-08T18:00:00Z');
  const kept = { ...berlin, activityId: 'kept-by-the-device', occurredAt: '2026-03-08T17:00:00Z' };
  await app.log('ada', kept);
  await app.call('bob', 'deleteMyData');
  await world.until('2026-03-08T21:00:00Z');
  const wanted = await streakOf('ada');

  await restore(backup);
  expect(await streakOf('ada')).toEqual(before);
  expect(world.pushes().length).toBe(told);

  app.at('2026-03-09T09:00:00Z');
  await app.runMaintenance();
  expect(await streakOf('eve')).toMatchObject({ current: 0 }); // missed Sunday, judged since
  for (const again of [kept, kept]) await app.log('ada', again);
  expect(await streakOf('ada')).toEqual(wanted);

  expect(await streakOf('bob')).toMatchObject({ xp: before.xp }); // back, until erased again
  await app.call('bob', 'deleteMyData');
  await app.host.idle();
  const left = [...(await everyDocument(app.db)).keys()].filter((path) => /\bbob\b/.test(path));
  expect(left).toEqual([]);

  logEntries.length = 0;
  await app.host.runSchedule('auditStreaks', new Date('2026-03-09T09:00:00Z'));
  await app.host.idle();
  expect(logEntries.map(({ message }) => message)).toContain('streaks_audited');
  expect(logEntries.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
});
