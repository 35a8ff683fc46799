import type { DocumentData } from 'firebase-admin/firestore';
import { noOutages } from '../../functions/src/engine/outages';
import { activityDocument } from '../../functions/src/documents/audit';
import { readAnswer, undoneDay } from '../../functions/src/documents/activity';
import { calendarDocument } from '../../functions/src/documents/calendar';
import { readChallenge, readParticipant, readTaken } from '../../functions/src/documents/challenge';
import { readDelivery } from '../../functions/src/documents/delivery';
import { readInsights } from '../../functions/src/documents/insights';
import { boardRecord, readProfile } from '../../functions/src/documents/leaderboard';
import { readOutage, readOutageBook } from '../../functions/src/documents/outages';
import { readPreferences } from '../../functions/src/documents/preferences';
import { readShare, readShareRequest } from '../../functions/src/documents/share';
import { readSuppression } from '../../functions/src/documents/suppression';
import { readMonth, readUser } from '../../functions/src/documents/user';
import {
  type Collection,
  known,
  NewerShapeError,
  shapeOf,
  shapes,
} from '../../functions/src/contracts/shapes';
import { auditStreaks } from '../../functions/src/features/audit/auditStreaks';
import { readLearning } from '../../functions/src/features/insights/lessons';
import type { CallableName } from '../../functions/src/functions';
import { clock } from '../../functions/src/platform/clock';
import { readLimit } from '../../functions/src/platform/rateLimit';
import { program } from '../../functions/src/program';
import { requestsOfUser } from '../support/doEverything';
import { type Messaging, startMessaging } from '../integration/messaging';
import { doEverything, end, people } from './everything';
import {
  collectionOf,
  type Documents,
  fieldsOf,
  keepDocuments,
  keptDocuments,
  keptVersions,
  restore,
  storedDocuments,
} from './keptDocuments';

/** Functions meet what others have stored: those of an older version, and of a newer one. */

const versions = keptVersions();
const newest = versions.at(-1) ?? '';

let world: Messaging;

beforeAll(async () => {
  world = await startMessaging();
});

beforeEach(() => world.app.backend.clear());

afterAll(() => world.close());

/** Documents with something done to each. */
const each = (documents: Documents, change: (data: DocumentData) => DocumentData): Documents =>
  new Map([...documents].map(([path, data]) => [path, change(data)]));

const isOfOnce = [
  ...['deleteMyData', 'startRecovery', 'undoActivity'],
  ...['trackOpen', 'trackShare', 'revokeShare'],
];

/** What each person calls afterwards; nobody leaves, and there is no run to win back. */
const calls = Object.entries(requestsOfUser).filter(([name]) => !isOfOnce.includes(name)) as [
  CallableName,
  (uid: string) => object,
][];

test('every document carries the version of its shape, and those of the newest version are kept', async () => {
  await doEverything(world);
  const documents = await storedDocuments(world.app.db);
  for (const [path, { v }] of documents) expect([path, v]).toEqual([path, shapeOf(path)]);
  const toKeep = process.env['FIRESTREAK_KEEP_DOCUMENTS'];
  if (toKeep !== undefined) keepDocuments(toKeep, documents);
  // It differs? Write the version that is to be released: FIRESTREAK_KEEP_DOCUMENTS=1.2.3 and this test.
  expect(fieldsOf(documents)).toEqual(fieldsOf(keptDocuments(newest)));
});

/** Reads a document of each collection as the functions do; of others nothing is read but what was sent. */
const readers: Partial<Record<Collection, (data: DocumentData) => unknown>> = {
  activities: (data) => undoneDay(data) ?? [readAnswer(data), activityDocument.parse(data)],
  boardRecords: (data) => boardRecord.parse(data),
  calendars: (data) => calendarDocument.parse(data),
  challenges: readChallenge,
  deliveries: readDelivery,
  insights: readInsights,
  months: readMonth,
  outages: readOutage,
  participants: readParticipant,
  rateLimits: readLimit,
  settings: (data) => ('learning' in data ? readLearning(data) : readOutageBook(data)),
  shareRequests: readShareRequest,
  shares: readShare,
  slots: readTaken,
  suppressions: readSuppression,
  users: (data) => [readUser(data), readPreferences(data, program), readProfile(data)],
};

describe.each(versions)('documents of version %s', (version) => {
  const documents = keptDocuments(version);

  test('are read by every reader', () => {
    const read = new Set<string>();
    for (const [path, data] of documents) {
      const reader = readers[collectionOf(path) as Collection];
      if (!reader) continue;
      expect(reader(data)).toBeDefined();
      read.add(collectionOf(path));
    }
    expect([...read].sort()).toEqual(Object.keys(readers));
  });

  test('are gone on with by every function, and end as they would have', async () => {
    const { app } = world;
    await restore(app.db, documents);
    app.at(end);
    for (const uid of people) {
      await world.user(uid);
      const { current } = (await app.call(uid, 'getStreak')) as { current: number };
      expect(current).toBe(8);
      app.at('2026-03-11T13:00:00Z');
      await app.log(uid, { activityId: 'next', timeZone: 'Europe/Paris' });
      for (const [name, request] of calls) await app.call(uid, name, request(uid));
      expect(await app.call(uid, 'getStreak')).toMatchObject({ current: 9 });
    }
    app.at('2026-03-20T12:00:00Z');
    await app.runMaintenance();
    for (const uid of people)
      expect(await app.call(uid, 'getStreak')).toMatchObject({ current: 0 });
    const rules = { db: app.db, program, outages: noOutages, now: () => clock.now() };
    const outages = readOutageBook((await app.db.doc('settings/outages').get()).data());
    const giveUp = () => Promise.reject(new Error('Nothing is to be given up.'));
    const audited = await auditStreaks({ ...rules, outages, giveUp, random: () => 0 }, 'test');
    expect(audited).toEqual({ users: 2, drifted: 0 });
  });

  test('have no field that functions of today leave out, unless the version of the shape went up', () => {
    const today = fieldsOf(keptDocuments(newest));
    for (const [collection, fields] of Object.entries(fieldsOf(documents))) {
      const { v = 0 } =
        [...documents].find(([path]) => collectionOf(path) === collection)?.[1] ?? {};
      if (Number(v) < shapes[collection as Collection]) continue;
      const gone = fields.filter((field) => !today[collection]?.includes(field));
      expect([collection, gone]).toEqual([collection, []]);
    }
  });
});

test.each(Object.keys(shapes) as Collection[])('a newer shape in %s is refused', (collection) => {
  const v = shapes[collection];
  expect(() => known(collection, { v: v + 1 })).toThrow(NewerShapeError);
  for (const data of [{ v }, { v: 0 }, {}, undefined]) expect(known(collection, data)).toBe(data);
});

test.each(Object.entries(readers))('the readers of %s refuse a newer shape', (name, reader) => {
  const [, data] = [...keptDocuments(newest)].find(([path]) => collectionOf(path) === name) ?? [];
  const isRaw = ['boardRecords', 'calendars'].includes(name); // their stores ask `known` themselves
  if (!isRaw) expect(() => reader({ ...data, v: 99 })).toThrow(NewerShapeError);
});

test('functions that find documents of a newer shape say so, and write nothing', async () => {
  const { app } = world;
  await restore(
    app.db,
    each(keptDocuments(newest), (data) => ({ ...data, v: 99 })),
  );
  const isCounted = (path: string) => /^(rateLimits|operatorActions)\//.test(path);
  const stored = async () =>
    new Map([...(await storedDocuments(app.db))].filter(([path]) => !isCounted(path)));
  for (const { ref } of (await app.db.collection('rateLimits').get()).docs) await ref.delete();
  const before = await stored();
  app.at('2026-03-20T12:00:00Z');
  const answered: string[] = [];
  for (const [name, request] of calls) {
    try {
      await app.call('Ada', name, request('Ada'));
      answered.push(name);
    } catch (error) {
      expect([name, error]).toMatchObject([
        name,
        { code: 'unavailable', details: { reason: 'temporarily-unavailable' } },
      ]);
    }
  }
  expect(answered).toEqual(['unregisterDevice']); // it looks at nothing of what it deletes
  expect(await stored()).toEqual(before);
});

test('fields that only a newer version knows stay when functions of this version write', async () => {
  const { app } = world;
  const staying = calls.filter(([name]) => name !== 'leaveChallenge'); // which deletes
  const later = { ofTomorrow: { is: 'kept' } };
  await restore(
    app.db,
    each(keptDocuments(newest), ({ streak, ...data }: { streak?: unknown }) => ({
      ...{ ...data, ...later },
      ...(typeof streak === 'object' && { streak: { ...streak, ...later } }),
    })),
  );
  const before = await storedDocuments(app.db);
  app.at('2026-03-11T13:00:00Z');
  for (const uid of people) {
    await world.user(uid);
    await app.log(uid, { activityId: 'next', timeZone: 'Europe/Paris' });
    for (const [name, request] of staying) await app.call(uid, name, request(uid));
  }
  app.at('2026-03-20T12:00:00Z');
  await app.runMaintenance();
  await app.host.idle();
  const rebuilt = [
    'boardRecords',
    'calendars',
    'insights',
    'leaderboards',
    'messageDays',
    'rateLimits',
  ];
  const after = await storedDocuments(app.db);
  for (const [path, data] of after) {
    // What functions of this version have made of the events, as they were put there, never had it.
    const hadLater = before.get(path)?.['ofTomorrow'] !== undefined;
    if (!hadLater || rebuilt.includes(collectionOf(path))) continue;
    expect([path, data]).toMatchObject([path, later]);
    if ('streak' in data) expect(data['streak']).toMatchObject(later);
  }
  expect(after.get('users/Ada')?.['lapseAt']).not.toEqual(before.get('users/Ada')?.['lapseAt']);
});
