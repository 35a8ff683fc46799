import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseId } from '../../functions/src/config/parameters';
import { unsignedToken } from '../../local/host/index';
import { type Backend, startBackend } from '../support/backend';

let backend: Backend;
let database: string;

beforeAll(async () => {
  backend = await startBackend();
  const host = `http://${backend.firestoreHost}`;
  const name = `projects/${backend.projectId}/databases/${databaseId()}`;
  database = `${host}/v1/${name}`;
  const content = readFileSync(join(__dirname, '../../firestore.rules'), 'utf8');
  const rules = { rules: { files: [{ name: 'firestore.rules', content }] } };
  // Without the database in it, they would be those of (default).
  expect(await send('PUT', `${host}/emulator/v1/${name}:securityRules`, 'owner', rules)).toBe(200);
  for (const path of [...ownTree, ...shared.map(([path]) => path), ...closed]) {
    await send('PATCH', `${database}/documents/${path}`, 'owner', document);
  }
});

afterAll(() => backend.close());

const document = { fields: { kind: { stringValue: 'x' } } };

const ownTree = [
  'users/ada',
  'users/ada/activities/a1',
  'users/ada/months/2026-03',
  'users/ada/events/milestone.7.2026-03-01',
];

/** Readable by those who have joined, or are signed in: with who may read it. */
const shared: [path: string, readers: string[]][] = [
  ['leaderboards/weekly', ['ada', 'bob']],
  ['challenges/c1', ['ada']],
  ['challenges/c1/participants/ada', ['ada']],
];

const closed = [
  'users/ada/devices/d1',
  'users/ada/repairs/r1',
  'users/ada/activities/a1/below/x',
  'leaderboards/weekly/below/x',
  'boardRecords/weekly',
  'challenges/c2',
  'challenges/c2/participants/eve',
  'calendars/ada_2026-03',
  'insights/ada',
  'shares/s1',
  'rateLimits/costly.user.ada',
  'deadLetters/d1',
  'deliveries/ada_x_push',
  'operatorActions/a1',
  'outages/o1',
  'settings/outages',
  'settings/webhooks',
  'deliveryStats/2026-03-02',
  'messageDays/ada',
  'suppressions/ada',
  'anything/else',
];

/** Sends a request as `owner` of the project, as a signed-in user, or as nobody; gives its status. */
async function send(method: string, url: string, as: string, body?: object): Promise<number> {
  const token =
    as === 'owner' ? 'owner' : as && unsignedToken(backend.projectId, { uid: as }, new Date());
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  await response.text();
  return response.status;
}

const read = (path: string, as: string) => send('GET', `${database}/documents/${path}`, as);

const query = (parent: string, as: string, collectionId: string, allDescendants = false) =>
  send('POST', `${database}/documents${parent}:runQuery`, as, {
    structuredQuery: { from: [{ collectionId, allDescendants }], limit: 5 },
  });

describe.each(ownTree)('%s', (path) => {
  test('is read by its owner', async () => {
    expect(await read(path, 'ada')).toBe(200);
  });

  test.each(['bob', ''])('is not read by %j', async (as) => {
    expect(await read(path, as)).toBe(403);
  });

  test.each(['ada', 'bob', ''])('is not written or deleted by %j', async (as) => {
    const url = `${database}/documents/${path}`;
    expect(await send('PATCH', url, as, document)).toBe(403);
    expect(await send('DELETE', url, as)).toBe(403);
  });
});

describe.each(['months', 'events', 'activities'])('%s', (collection) => {
  test('of their own are listed by the owner', async () => {
    expect(await query('/users/ada', 'ada', collection)).toBe(200);
  });

  test.each(['bob', ''])('of another are not listed by %j', async (as) => {
    expect(await query('/users/ada', as, collection)).toBe(403);
  });

  test.each(['ada', ''])('of everyone are not listed by %j', async (as) => {
    expect(await query('', as, collection, true)).toBe(403);
  });

  test('are not created by the owner', async () => {
    const url = `${database}/documents/users/ada/${collection}?documentId=made-up`;
    expect(await send('POST', url, 'ada', document)).toBe(403);
  });
});

describe.each(shared)('%s', (path, readers) => {
  test.each(['ada', 'bob', ''])('is read by %j if they may', async (as) => {
    expect(await read(path, as)).toBe(readers.includes(as) ? 200 : 403);
  });

  test.each(['ada', 'bob', ''])('is not written or deleted by %j', async (as) => {
    const url = `${database}/documents/${path}`;
    expect(await send('PATCH', url, as, document)).toBe(403);
    expect(await send('DELETE', url, as)).toBe(403);
  });
});

test.each([
  ['boards', '', 'leaderboards'],
  ['records of boards', '', 'boardRecords'],
  ['challenges', '', 'challenges'],
  ['participants of a challenge', '/challenges/c1', 'participants'],
  ['devices', '/users/ada', 'devices'],
  ['repairs', '/users/ada', 'repairs'],
  ['deliveries', '', 'deliveries'],
  ['insights', '', 'insights'],
  ['shares', '', 'shares'],
])('%s are not listed, also not by who may read one', async (_, parent, collection) => {
  for (const as of ['ada', 'bob', '']) expect(await query(parent, as, collection)).toBe(403);
});

test.each(['participants', 'devices', 'repairs', 'users', 'shares'])(
  'the %s of everyone are not listed',
  async (collection) => {
    for (const as of ['ada', 'bob', '']) expect(await query('', as, collection, true)).toBe(403);
  },
);

test.each(['ada', ''])('users are not listed by %j', async (as) => {
  expect(await query('', as, 'users')).toBe(403);
});

test.each(closed)('%s is neither read nor written by a client', async (path) => {
  for (const as of ['ada', 'bob', '']) {
    expect(await read(path, as)).toBe(403);
    expect(await send('PATCH', `${database}/documents/${path}`, as, document)).toBe(403);
    expect(await send('DELETE', `${database}/documents/${path}`, as)).toBe(403);
  }
});
