import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unsignedToken } from '../../local/host/unsignedToken';
import { type Backend, startBackend } from '../support/backend';

let backend: Backend;
let database: string;

beforeAll(async () => {
  backend = await startBackend();
  const host = `http://${backend.firestoreHost}`;
  database = `${host}/v1/projects/${backend.projectId}/databases/(default)`;
  const content = readFileSync(join(__dirname, '../../firestore.rules'), 'utf8');
  const rules = { rules: { files: [{ name: 'firestore.rules', content }] } };
  const loaded = await send(
    'PUT',
    `${host}/emulator/v1/projects/${backend.projectId}:securityRules`,
    'owner',
    rules,
  );
  expect(loaded).toBe(200);
  for (const path of [...ownTree, ...closed]) {
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

const closed = [
  'maintenanceRuns/2026-03-04T12:00:00.000Z',
  'deadLetters/d1',
  'deliveries/ada_x_push',
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

test.each(['ada', ''])('users are not listed by %j', async (as) => {
  expect(await query('', as, 'users')).toBe(403);
});

test.each(closed)('%s is neither read nor written by a client', async (path) => {
  for (const as of ['ada', 'bob', '']) {
    expect(await read(path, as)).toBe(403);
    expect(await send('PATCH', `${database}/documents/${path}`, as, document)).toBe(403);
  }
});
