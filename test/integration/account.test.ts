import { Timestamp } from 'firebase-admin/firestore';
import { personalData } from '../../functions/src/account/personalData';
import { everyDocument } from '../support/everyDocument';
import { aChallenge, cardIdOf, requestsOfUser } from '../support/doEverything';
import type { CallableName } from '../../functions/src/access';
import { shareData, sharePath } from '../../functions/src/sharing/documents';
import { type Messaging, startMessaging } from './messaging';

let world: Messaging;
let uid: string;
let number = 0;

beforeAll(async () => {
  world = await startMessaging();
});

beforeEach(async () => {
  number += 1;
  uid = `Erasable${number}`;
  await world.app.backend.clear();
  world.app.at('2026-03-02T12:00:00Z');
  await live(uid);
});

afterEach(() => world.until('2026-12-01T00:00:00Z'));

afterAll(() => world.close());

const stored = () => everyDocument(world.app.db);
const of = (documents: Map<string, string>, user: string) =>
  [...documents]
    .filter(([path, data]) => (path + data).includes(user))
    .map(([path]) => path)
    .sort();

/** A week of activity and its messages, a missed day, everything a user can call, and what goes wrong besides. */
async function live(user: string): Promise<void> {
  const { app } = world;
  await world.user(user);
  for (let day = 2; day <= 8; day += 1) {
    app.at(`2026-03-0${day}T12:00:00Z`);
    await app.log(user, { timeZone: 'Europe/Berlin', type: 'evaluation_high' });
  }
  await app.host.idle();
  app.at('2026-03-10T12:00:00Z'); // the 9th was missed, so that there is a run to win back
  await app.host.call('createChallenge', aChallenge, { uid: 'root', claims: { admin: true } });
  await app.db.doc(sharePath(cardIdOf(user))).set(
    shareData({
      uid: user,
      card: { kind: 'streak', theme: 'light', streak: 7 },
      createdAt: 0,
      expiresAt: 0,
      revokedAt: null,
      expireAt: 0,
    }),
  );
  for (const [name, request] of Object.entries(requestsOfUser)) {
    if (name !== 'deleteMyData') await app.call(user, name as CallableName, request(user));
  }
  await world.report([
    {
      event: 'bounce',
      sg_event_id: `bounce-${user}`,
      delivery: `${user}_milestone.7.2026-03-02_email`,
      email: `${user}@example.com`,
      timestamp: 1_772_000_000,
    },
  ]);
  await app.db.doc(`calendars/${user}_2026-03`).set({ asOf: 0 });
  await app.db.doc(`deadLetters/maintainShard.${user}`).set({
    operation: 'maintainShard',
    payload: { uid: user },
    failedAt: Timestamp.fromMillis(0),
  });
}

async function exported(user: string): Promise<{ path: string; data: Record<string, unknown> }[]> {
  const documents = [];
  let after: string | null = null;
  do {
    const page = (await world.app.call(user, 'exportMyData', after === null ? {} : { after })) as {
      documents: { path: string; data: Record<string, unknown> }[];
      next: string | null;
    };
    documents.push(...page.documents);
    after = page.next;
  } while (after !== null);
  return documents;
}

test('there is something of the user in every place where personal data lies', async () => {
  const documents = of(await stored(), uid);
  for (const { collection } of personalData) {
    expect(documents.filter((path) => `/${path}`.includes(`/${collection}/`))).not.toEqual([]);
  }
});

test('an export has every document of the user and nobody else’s, as JSON', async () => {
  const all = await exported(uid);
  expect(all.map(({ path }) => path).sort()).toEqual(of(await stored(), uid).sort());
  const activity = all.find(({ path }) => path.endsWith(`first-of-${uid}`));
  expect(activity?.data).toMatchObject({ occurredAt: '2026-03-10T12:00:00.000Z' });
});

test('an export of more than a page is complete, and no document comes twice', async () => {
  const batch = world.app.db.batch();
  for (let n = 0; n < 450; n += 1) {
    batch.set(world.app.db.doc(`users/${uid}/activities/more${n}`), { n });
  }
  await batch.commit();
  const paths = (await exported(uid)).map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.sort()).toEqual(of(await stored(), uid).sort());
});

test.each([
  ['no cursor', 'x'],
  ['a place that is none of theirs', '["users/ada","users/ada"]'],
  ['a name that is none', '["users/ada","users/../x"]'],
])('an export from %s is refused', async (_, cursor) => {
  const after = Buffer.from(cursor).toString('base64url');
  await expect(world.app.call(uid, 'exportMyData', { after })).rejects.toMatchObject({
    details: { reason: 'malformed-request' },
  });
});

test('a cursor into the documents of another gives none of them', async () => {
  const after = Buffer.from('["deliveries uid","deliveries/A"]').toString('base64url');
  await live('Neighbour');
  const page = await world.app.call(uid, 'exportMyData', { after });
  expect(JSON.stringify(page)).toContain(uid);
  expect(JSON.stringify(page)).not.toContain('Neighbour');
});

describe('of a user whose data is deleted', () => {
  const ways: [string, () => Promise<unknown>][] = [
    ['by themselves', () => world.app.call(uid, 'deleteMyData')],
    ['with their account', () => world.app.host.deleteAccount(uid)],
  ];

  test.each(ways)('%s, no document is left, and of others all', async (_, erase) => {
    const neighbour = `${uid}_n`; // begins as the user does
    await live(neighbour);
    const before = of(await stored(), neighbour);
    await erase();
    const left = of(await stored(), uid).filter((path) => !before.includes(path));
    expect(left).toEqual([]);
    expect(of(await stored(), neighbour)).toEqual(before);
    await world.until('2026-03-09T12:00:00Z');
    expect(of(await stored(), uid).filter((path) => !before.includes(path))).toEqual([]);
  });

  test('the months of a user whose uid goes on with a digit stay', async () => {
    const path = `calendars/${uid}_2_2026-03`;
    await world.app.db.doc(path).set({ asOf: 0 });
    await world.app.call(uid, 'deleteMyData');
    expect(of(await stored(), uid)).toEqual([path]);
    expect(JSON.stringify(await exported(uid))).not.toContain(path);
  });

  test('nothing comes back from what was on its way', async () => {
    await world.app.call(uid, 'deleteMyData');
    await world.app.db.doc(`deliveries/${uid}_late_push`).set({ uid });
    await world.until('2026-03-10T12:16:00Z');
    expect(of(await stored(), uid)).toEqual([]);
    expect(world.app.host.failures).toEqual([]);
  });
});

test('what somebody who begins anew has logged since is not deleted', async () => {
  await world.app.call(uid, 'deleteMyData');
  await world.app.log(uid, { timeZone: 'Europe/Berlin' });
  await world.until('2026-03-10T12:16:00Z');
  expect(await world.app.call(uid, 'getStreak')).toMatchObject({ activities: 1 });
});

test('a deletion that breaks off says so, deletes what it can, and is finished later', async () => {
  const before = of(await stored(), uid);
  const batch = world.app.db.batch.bind(world.app.db);
  let commits = 0;
  const spy = jest.spyOn(world.app.db, 'batch').mockImplementation(() => {
    commits += 1;
    if (commits === 2) throw Object.assign(new Error('down'), { code: 14 });
    return batch();
  });
  await expect(world.app.call(uid, 'deleteMyData')).rejects.toMatchObject({
    code: 'unavailable',
    details: { reason: 'erasure-incomplete' },
  });
  spy.mockRestore();
  const left = of(await stored(), uid);
  expect(left.length).toBeGreaterThan(0);
  expect(left.length).toBeLessThan(before.length);
  await world.until('2026-03-10T12:16:00Z');
  expect(of(await stored(), uid)).toEqual([]);
});
