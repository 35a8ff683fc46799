import { getApp } from 'firebase-admin/app';
import { type Firestore, getFirestore, Timestamp } from 'firebase-admin/firestore';
import { databaseId } from '../../functions/src/config/parameters';
import { type CallableName, callables, ofKind } from '../../functions/src/functions';
import { callExamples } from '../e2e/callExamples';
import { everyDocument } from '../support/everyDocument';
import { aChallenge } from '../support/doEverything';
import { type Messaging, startMessaging, token } from './messaging';
import { wholeLife } from './wholeLife';

/** An app keeps documents of its own in the project, some of which are called as Firestreak's are. */

const UID = 'ada'; // whom the examples of calls are about
const root = { uid: 'root', claims: { admin: true } };

let world: Messaging;
let apps: Firestore;

beforeAll(async () => {
  world = await startMessaging();
  apps = getFirestore(getApp(), '(default)');
});

afterAll(() => world.close());

const outage = {
  data: { from: '2026-03-09T06:00:00Z', to: '2026-03-09T12:00:00Z', reason: 'Tried by a test' },
  answer: {},
};

/** Everything that users, administrators, schedules and time can bring about. */
async function everything(): Promise<void> {
  const { app } = world;
  app.at('2026-03-02T12:00:00Z');
  await wholeLife(world, UID);
  const byAdministrators = (Object.keys(callables) as CallableName[]).filter(
    (name) => callables[name].access.by === 'admin',
  );
  for (const name of byAdministrators) {
    const { data = {}, answer } = name === 'declareOutage' ? outage : callExamples[name];
    const call = app.host.call(name, data, root);
    // What they refuse here they have looked for first.
    await (typeof answer === 'string' ? call.catch(() => undefined) : call);
  }
  process.env['RETENTION_DAYS'] = '365';
  for (const instant of ['2026-03-12T12:00:00Z', '2027-06-01T12:00:00Z']) {
    await world.until(instant);
    for (const name of Object.keys(ofKind('schedule'))) {
      await app.host.runSchedule(name, new Date(instant));
      await app.host.idle();
    }
  }
  delete process.env['RETENTION_DAYS'];
  await app.log(UID, { timeZone: 'Europe/Berlin' }); // who expired begins anew
}

/** The user's data is erased, and their account. */
async function erasure(): Promise<void> {
  const { app } = world;
  await app.call(UID, 'deleteMyData');
  await app.host.deleteAccount(UID);
  await world.until('2027-07-01T00:00:00Z');
}

const longAgo = Timestamp.fromMillis(0);

/** Documents of an app that are, for whoever does not look where they lie, somebody's personal data. */
const ofTheApp: Readonly<Record<string, object>> = {
  [`users/${UID}/orders/o1`]: { uid: UID, total: 30 },
  [`rooms/r/devices/d`]: { token: token(UID), uid: UID },
  [`rooms/r/shareCounters/0`]: { uid: UID, views: 3 },
  [`teams/${aChallenge.challengeId}/participants/${UID}`]: { uid: UID, slot: 0, since: longAgo },
  [`teams/${aChallenge.challengeId}/participants/p`]: { uid: UID },
  [`insights/${UID}/notes/n`]: { uid: UID },
};

/** Those that have the names of Firestreak's own as well. */
const alike: Readonly<Record<string, object>> = {
  ...ofTheApp,
  [`users/${UID}`]: {
    profile: { name: 'Carla' },
    streak: 3,
    shard: 0,
    lapseAt: longAgo,
    remindAt: longAgo,
  },
  [`users/${UID}/activities/a`]: { type: 'login' },
  [`users/${UID}/events/e`]: { kind: 'streak_broken', day: '2026-03-09', shard: 0 },
  [`users/${UID}/devices/d`]: { token: token(UID) },
  [`challenges/${aChallenge.challengeId}`]: { state: 'open', closesAt: longAgo, repeatAt: longAgo },
  [`challenges/${aChallenge.challengeId}/participants/${UID}`]: { uid: UID, points: 12 },
  [`calendars/${UID}_2026-03`]: { events: ['dentist'] },
  [`deliveries/parcel`]: { uid: UID, day: '2026-03-10', state: 'sent', dueAt: longAgo },
  [`deadLetters/d`]: { uids: [UID], operation: 'finishErasure', payload: { uid: UID } },
  'leaderboards/weekly': { entries: [UID] },
  'settings/outages': { notice: 'none' },
};

async function keep(db: Firestore, documents: Readonly<Record<string, object>>): Promise<void> {
  for (const [path, data] of Object.entries(documents)) await db.doc(path).set(data);
}

test('whatever is done, no database but Firestreak’s is asked for anything', async () => {
  await everything();
  await erasure();
  const { databases, projectId } = world.app.backend;
  const ours = `projects/${projectId}/databases/${databaseId()}`;
  expect(databases() ?? [ours]).toEqual([ours]);
  expect(await everyDocument(apps)).toEqual(new Map());
  await world.app.backend.clear();
});

test('whatever is done, an app’s documents of the same names stay as they are in its database', async () => {
  await keep(apps, alike);
  const before = await everyDocument(apps);
  expect(before.size).toBe(Object.keys(alike).length);
  await everything();
  await erasure();
  expect(await everyDocument(apps)).toEqual(before);
  await world.app.backend.clear();
});

test('what an app keeps beside and below Firestreak’s documents stays, and is in no export', async () => {
  const { db } = world.app;
  await keep(db, ofTheApp);
  const kept = async () => {
    const all = [...(await everyDocument(db))];
    return Object.fromEntries(all.filter(([path]) => path in ofTheApp));
  };
  const before = await kept();
  world.app.at('2026-03-02T12:00:00Z');
  await wholeLife(world, UID);
  const exported = JSON.stringify(await world.app.call(UID, 'exportMyData'));
  await erasure();
  const after = await kept();
  await Promise.all(Object.keys(ofTheApp).map((path) => db.doc(path).delete()));
  expect(after).toEqual(before);
  for (const path of Object.keys(ofTheApp)) expect(exported).not.toContain(path);
});
