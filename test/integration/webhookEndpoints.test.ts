import { logEntries } from '../support/logEntries';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { type AppEvent, appEvent } from '../../functions/src/contracts/appEvents';
import type {
  SetWebhookEndpointResponse,
  WebhookEndpointView,
} from '../../functions/src/contracts/webhooks';
import { everyDocument } from '../support/everyDocument';
import { type App, startApp } from './app';

const admin = { uid: 'operator', claims: { admin: true } };
const reason = 'a test';

interface Received {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

let app: App;
let server: Server;
let origin: string;
let received: Received[] = [];
let answer = 204;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      received.push({ path: request.url ?? '', headers, body: Buffer.concat(parts).toString() });
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['MANAGED_WEBHOOKS'] = 'true';
  app = await startApp();
});

beforeEach(async () => {
  await app.host.idle();
  await app.backend.clear();
  app.at('2026-03-02T12:00:00Z');
  answer = 204;
  received = [];
});

afterAll(async () => {
  delete process.env['MANAGED_WEBHOOKS'];
  await app.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const set = (request: object) =>
  app.host.call(
    'setWebhookEndpoint',
    { reason, ...request },
    admin,
  ) as Promise<SetWebhookEndpointResponse>;
const list = async () => {
  const { endpoints } = (await app.host.call('listWebhookEndpoints', {}, admin)) as {
    endpoints: WebhookEndpointView[];
  };
  return endpoints;
};
const added = async (path: string, more: object = {}) => {
  const { endpoint, secret } = await set({ url: `${origin}/${path}`, ...more });
  if (secret === null) throw new Error('A new endpoint has a secret.');
  return { id: endpoint.id, secret };
};
const at = (path: string) => received.filter((each) => each.path === `/${path}`);
const eventOf = ({ body }: Received): AppEvent => appEvent.parse(JSON.parse(body));
const typesAt = (path: string) => at(path).map((each) => eventOf(each).type);
const isSignedBy = (secret: string, { headers, body }: Received) => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};
const log = async (uid: string) => {
  await app.log(uid, { timeZone: 'Europe/Berlin' });
  await app.host.idle();
};
/** Runs what is to be tried again until nothing is. */
async function tasksToTheEnd(): Promise<void> {
  for (;;) {
    const [next] = app.host.tasks.scheduled.filter(({ name }) => name === 'deliverWebhook');
    if (!next) return;
    app.at(next.time.toISOString());
    await app.host.tasks.runUntil(next.time);
    await app.host.idle();
  }
}

test('each endpoint is told what it takes, signed with its own secret', async () => {
  const all = await added('all');
  const some = await added('some', { eventTypes: ['badge.earned'] });
  await log('ada');
  expect(typesAt('all')).toEqual(['streak.started', 'badge.earned']);
  expect(typesAt('some')).toEqual(['badge.earned']);
  const signatures = received.map((each) => [
    isSignedBy(all.secret, each),
    isSignedBy(some.secret, each),
  ]);
  expect(signatures).toEqual(received.map(({ path }) => [path === '/all', path === '/some']));
  expect((await app.db.collection('users/ada/webhooks').get()).size).toBe(0);
});

test('for a day after a rotation both secrets sign, then the new one does', async () => {
  const { id, secret: old } = await added('a');
  const { secret, endpoint } = await set({ id, secret: 'rotate' });
  expect(endpoint.oldSecretsUntil).toBe('2026-03-03T12:00:00.000Z');
  await log('ada');
  app.at('2026-03-03T12:00:00Z');
  await log('bob');
  const verified = received.map((each) => [isSignedBy(old, each), isSignedBy(secret ?? '', each)]);
  expect(verified).toEqual([
    [true, true],
    [true, true],
    [false, true],
    [false, true],
  ]);
  expect((await list())[0]).toMatchObject({
    secretSince: '2026-03-02T12:00:00.000Z',
    oldSecretsUntil: null,
  });
});

test('an endpoint that is off hears nothing; what it waited for goes with what happens next', async () => {
  const { id } = await added('a');
  answer = 500;
  await log('ada');
  await set({ id, enabled: false });
  answer = 204;
  received = [];
  await tasksToTheEnd();
  await log('bob');
  expect(received).toEqual([]);
  await set({ id, enabled: true });
  app.at('2026-03-03T12:00:00Z');
  await log('ada');
  expect(typesAt('a')).toEqual(['streak.started', 'badge.earned', 'streak.extended']);
});

test('an address can change: what waits goes to the new one', async () => {
  const { id } = await added('a');
  answer = 500;
  await log('ada');
  answer = 204;
  await set({ id, url: `${origin}/b` });
  await tasksToTheEnd();
  expect(typesAt('b')).toEqual(['streak.started', 'badge.earned']);
});

test('nothing more is sent to an endpoint that was removed', async () => {
  const { id } = await added('a');
  answer = 500;
  await log('ada');
  received = [];
  const remove = () => app.host.call('removeWebhookEndpoint', { id, reason }, admin);
  expect(await remove()).toEqual({ removed: true });
  expect(await remove()).toEqual({ removed: false });
  await tasksToTheEnd();
  await log('bob');
  expect(received).toEqual([]);
  expect(await list()).toEqual([]);
});

test('of those who add an address at once, one makes it and is told its secret', async () => {
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => set({ url: `${origin}/a` })));
  expect(new Set(answers.map(({ endpoint }) => endpoint.id)).size).toBe(1);
  expect(answers.filter(({ secret }) => secret !== null)).toHaveLength(1);
  expect(await list()).toHaveLength(1);
});

test('of those who rotate, add and remove at once, none undoes what another has done', async () => {
  const [a, b] = [await added('a'), await added('b')];
  const [{ secret }] = await Promise.all([
    set({ id: a.id, secret: 'rotate' }),
    set({ url: `${origin}/c` }),
    app.host.call('removeWebhookEndpoint', { id: b.id, reason }, admin),
    set({ id: a.id, eventTypes: ['streak.started'] }),
  ]);
  expect((await list()).map(({ url, eventTypes }) => [url, eventTypes])).toEqual([
    [`${origin}/a`, ['streak.started']],
    [`${origin}/c`, null],
  ]);
  await log('ada');
  expect(at('a').map((each) => isSignedBy(secret ?? '', each))).toEqual([true]);
});

test('a test event is sent once, also to an endpoint that is off, and says what came back', async () => {
  const { id, secret } = await added('a', { enabled: false });
  const send = () => app.host.call('testWebhookEndpoint', { id }, admin);
  expect(await send()).toMatchObject({ taken: true, code: '204' });
  answer = 401;
  expect(await send()).toMatchObject({ taken: false, code: '401' });
  const [first, second, ...others] = received as [Received, Received];
  expect(others).toEqual([]);
  expect(isSignedBy(secret, first)).toBe(true);
  expect(eventOf(first)).toMatchObject({
    type: 'webhook.test',
    data: { uid: 'firestreak-test', streak: null },
  });
  expect(first.headers['webhook-id']).toBe(eventOf(first).id);
  expect(eventOf(first).id).not.toBe(eventOf(second).id);
  await app.host.idle();
  expect(app.host.tasks.scheduled).toEqual([]);
});

test('dead letters of one endpoint are replayed together, and of no other', async () => {
  const a = await added('a');
  await added('b');
  answer = 500;
  await log('ada');
  await log('bob');
  await tasksToTheEnd();
  answer = 204;
  received = [];
  const replay = () => app.host.call('replayDeadLetters', { endpoint: a.id }, admin);
  const outcomes = (await replay()) as { results: { outcome: string }[]; more: boolean };
  expect(outcomes.results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('replayed'));
  expect(outcomes.more).toBe(false);
  await app.host.idle();
  const each = new Map(at('a').map((one) => [eventOf(one).id, eventOf(one).type])); // one may come twice
  expect([...each.values()].sort()).toEqual([
    ...['badge.earned', 'badge.earned'],
    ...['streak.started', 'streak.started'],
  ]);
  expect(at('b')).toEqual([]);
  expect(await replay()).toEqual({ results: [], more: false });
});

test('a secret is told when it is made, and is in no list, log or record', async () => {
  const { id, secret } = await added('a');
  const rotated = await set({ id, secret: 'rotate' });
  expect((await set({ id, enabled: true })).secret).toBeNull();
  await app.host.call('testWebhookEndpoint', { id }, admin);
  answer = 500;
  await log('ada');
  const secrets = [secret, rotated.secret ?? ''].map((each) => each.slice('whsec_'.length));
  const elsewhere = [...(await everyDocument(app.db))].filter(
    ([path]) => !path.startsWith('settings/'),
  );
  const told = JSON.stringify([logEntries, elsewhere, await list()]);
  for (const each of secrets) expect(told).not.toContain(each);
  expect(told).toContain('webhook_endpoint_set');
  expect(JSON.stringify(logEntries)).not.toContain(origin);
});

test('who did it, and why, is recorded', async () => {
  const { id } = await added('a', { reason: 'ticket 12' });
  await app.host.call('removeWebhookEndpoint', { id, reason: 'ticket 13' }, admin);
  const actions = await app.db.collection('operatorActions').orderBy('at').get();
  const records = actions.docs.map((each) => [
    each.get('call') as string,
    (JSON.parse(each.get('request') as string) as { reason: string }).reason,
    each.get('uid') as string,
    each.get('outcome') as string,
  ]);
  expect(records.sort()).toEqual([
    ['removeWebhookEndpoint', 'ticket 13', 'operator', 'done'],
    ['setWebhookEndpoint', 'ticket 12', 'operator', 'done'],
  ]);
});

test.each([
  ['setWebhookEndpoint', { url: 'https://10.0.0.3/', reason }, 'malformed-webhook'],
  ['setWebhookEndpoint', { url: 'nonsense', reason }, 'malformed-webhook'],
  ['setWebhookEndpoint', { reason }, 'malformed-webhook'],
  ['setWebhookEndpoint', { url: 'https://a.example/' }, 'malformed-request'],
  ['setWebhookEndpoint', { url: 'https://a.example/', secret: 'x', reason }, 'malformed-request'],
  ['setWebhookEndpoint', { id: 'ffffffffffff', reason }, 'unknown-webhook'],
  ['testWebhookEndpoint', { id: 'ffffffffffff' }, 'unknown-webhook'],
  ['removeWebhookEndpoint', { id: '../users', reason }, 'malformed-request'],
  ['replayDeadLetters', {}, 'malformed-request'],
  ['replayDeadLetters', { ids: ['a.1'], endpoint: 'ffffffffffff' }, 'malformed-request'],
] as const)('%s %j is refused as %s', async (name, request, refusal) => {
  await expect(app.host.call(name, request, admin)).rejects.toMatchObject({
    details: { reason: refusal },
  });
  expect(await list()).toEqual([]);
});

test('there is no eleventh endpoint', async () => {
  for (let number = 0; number < 10; number += 1) await added(String(number));
  await expect(set({ url: `${origin}/one-more` })).rejects.toMatchObject({
    code: 'resource-exhausted',
    details: { reason: 'too-many-webhooks' },
  });
});

test('where nothing is kept for endpoints, none can be added, and those there are wait', async () => {
  await added('a');
  process.env['MANAGED_WEBHOOKS'] = 'false';
  try {
    await expect(set({ url: `${origin}/b` })).rejects.toMatchObject({
      code: 'failed-precondition',
      details: { reason: 'webhooks-off' },
    });
    await log('ada');
    expect(received).toEqual([]);
    expect((await app.db.collection('users/ada/outbox').get()).size).toBe(0);
  } finally {
    process.env['MANAGED_WEBHOOKS'] = 'true';
  }
});
