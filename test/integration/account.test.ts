import { personalData } from '../../functions/src/features/account/personalData';
import { everyDocument } from '../support/everyDocument';
import { type Messaging, startMessaging } from './messaging';
import { wholeLife } from './wholeLife';

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
/** Those that name a user; boards have names that were chosen for them, and are looked at apart. */
const of = (documents: Map<string, string>, user: string) =>
  [...documents]
    .filter(([path, data]) => (path + data).includes(user))
    .map(([path]) => path)
    .sort();

const live = (user: string) => wholeLife(world, user);

interface Exported {
  readonly path: string;
  readonly data: Record<string, unknown>;
}

const isOnBoard = ({ path }: Exported) => path.startsWith('leaderboards/');

async function exported(user: string, onCursor?: (cursor: string) => void): Promise<Exported[]> {
  const documents: Exported[] = [];
  let after: string | null = null;
  do {
    const page = (await world.app.call(user, 'exportMyData', after === null ? {} : { after })) as {
      documents: Exported[];
      next: string | null;
    };
    documents.push(...page.documents);
    after = page.next;
    if (after !== null) onCursor?.(Buffer.from(after, 'base64url').toString());
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
  const all = (await exported(uid)).filter((each) => !isOnBoard(each));
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
  const all = await exported(uid);
  expect(new Set(all.map(({ path }) => path)).size).toBe(all.length);
  const paths = all.filter((each) => !isOnBoard(each)).map(({ path }) => path);
  expect(paths.sort()).toEqual(of(await stored(), uid).sort());
});

test('an export has the places of the user on boards, and nobody else’s', async () => {
  await live('Neighbour');
  await world.app.host.call('rebuildLeaderboards', {}, { uid: 'root', claims: { admin: true } });
  const boards = (await exported(uid)).filter(isOnBoard);
  expect(boards.map(({ path }) => path).sort()).toEqual([
    'leaderboards/allTime',
    'leaderboards/monthly',
    'leaderboards/monthly_2026-03',
    'leaderboards/weekly',
    'leaderboards/weekly_2026-W10',
    'leaderboards/weekly_2026-W11',
  ]);
  for (const { data } of boards) {
    expect(data).toMatchObject({
      displayName: `Learner ${uid.slice(0, 3)}`,
      reachedAt: expect.stringMatching(/^2026-/) as unknown,
    });
  }
  await world.app.call(uid, 'deleteMyData');
  expect(await exported(uid)).toEqual([]);
  expect((await exported('Neighbour')).filter(isOnBoard)).toHaveLength(boards.length);
});

/** A user whose uid comes just before, and is as long. */
const neighbourOf = (user: string) => `D${user.slice(1)}`;

/** Words that no page has given; `me` stands for the uid of who sends them. */
const forgeries: readonly (readonly [string, string])[] = [
  ['no cursor', 'x'],
  ['not JSON', '{"a":'],
  ['no pair', '["deliveries uid"]'],
  ['three', '["deliveries uid","deliveries/a","x"]'],
  ['no texts', '[1,{}]'],
  ['no section', '["nothing","users/me"]'],
  ['the section of another', '["users/ada","users/ada"]'],
  ['a section of another', '["users/ada/activities","users/ada/activities/a"]'],
  ['a name that is none', '["users/ada","users/../x"]'],
  ['a place elsewhere', '["deliveries uid","users/ada"]'],
  ['a place below', '["deliveries uid","deliveries/a/b/c"]'],
  ['a collection', '["deliveries uid","deliveries"]'],
  ['no place', '["deliveries uid",""]'],
  ['a slash too many', '["deliveries uid","deliveries//a"]'],
  ['a reserved id', '["deliveries uid","deliveries/__a__"]'],
  ['an id too long', `["deliveries uid","deliveries/${'é'.repeat(751)}"]`],
  ['the user of another', '["users/me","users/ada"]'],
  ['a part of the user', '["users/me","users/me/activities/a"]'],
  ['the activities of another', '["users/me/activities","users/ada/activities/a"]'],
  ['other things of the user', '["users/me/activities","users/me/months/2026-03"]'],
  ['a collection of the user', '["users/me/activities","users/me/activities"]'],
  ['things that are not there', '["users/me/nothing","users/me/nothing/a"]'],
  ['no participant', '["participants uid","challenges/everybody/slots/0"]'],
  ['participants of something else', '["participants uid","teams/a/participants/me"]'],
  ['participants of no challenge', '["participants uid","participants"]'],
  ['a name that ends alike', '["participants uid","a/b/notparticipants/me"]'],
  ['deeper than documents lie', `["participants uid","${'a/b/'.repeat(100)}participants/me"]`],
  ['the months of one before', '["calendars month","calendars/neighbour_2026-01"]'],
  ['months before all', '["calendars month","calendars/A"]'],
  ['no month', '["calendars month","calendars/me_x"]'],
  ['the months of a longer uid', '["calendars month","calendars/me_2_2026-03"]'],
  ['letters of others by a field', '["deadLetters payload.uid","users/me"]'],
  ['a name of Object', '["constructor","constructor/a"]'],
  ['very deep JSON', '['.repeat(1_500) + ']'.repeat(1_500)],
];

test('an export from what no page has given is refused', async () => {
  const neighbour = neighbourOf(uid);
  await world.app.db.doc(`calendars/${neighbour}_2026-03`).set({ asOf: 0 });
  for (const [what, cursor] of forgeries) {
    const word = cursor.replaceAll('neighbour', neighbour).replaceAll('me', uid);
    const after = Buffer.from(word).toString('base64url');
    const page = await world.app.call(uid, 'exportMyData', { after }).catch(detailsOf);
    expect([what, page]).toMatchObject([what, { reason: 'malformed-request' }]);
  }
});

const detailsOf = (error: unknown) => (error as { details: unknown }).details;

test('an export goes on after months of somebody whose uid begins alike, and names none of them', async () => {
  const batch = world.app.db.batch();
  for (let n = 0; n < 450; n += 1) {
    batch.set(world.app.db.doc(`calendars/${uid}_1_${1000 + n}`), { asOf: 0 });
  }
  await batch.commit();
  const cursors: string[] = [];
  const documents = await exported(uid, (cursor) => cursors.push(cursor));
  expect(documents.map(({ path }) => path)).toContain(`calendars/${uid}_2026-03`);
  expect(documents.filter(({ path }) => path.includes(`${uid}_1`))).toEqual([]);
  expect(cursors.filter((cursor) => cursor.includes(`${uid}_1`))).toEqual([]);
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

  test('with an account that no document can be named after, nothing is to be done', async () => {
    const before = await stored();
    await world.app.host.deleteAccount(`${uid}/activities/first`);
    expect(await stored()).toEqual(before);
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
